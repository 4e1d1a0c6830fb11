import { memo } from 'react';
import type { NodeType } from '../../engine/define-node.ts';
import type { CardRow } from '../geometry/card-layout.ts';

interface PortRowProps {
  readonly row: CardRow & { readonly kind: 'ports' };
  readonly type: NodeType | undefined;
}

/** Names of an input and an output that share a line. */
export const PortRow = memo(function PortRow({ row, type }: PortRowProps) {
  const input = row.input === null ? null : (type?.inputs[row.input] ?? { label: row.input });
  const output = row.output === null ? null : (type?.outputs[row.output] ?? { label: row.output });
  return (
    <div className="card__row card__row--ports" style={{ top: row.top, height: row.height }}>
      {input && <span className="clip">{input.label}</span>}
      {output && <span className="card__output clip">{output.label}</span>}
    </div>
  );
});
