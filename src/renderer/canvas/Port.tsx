import { memo } from 'react';
import { useStore } from 'zustand';
import type { ValueKind } from '../../engine/value.ts';
import { portFit } from '../geometry/port-fit.ts';
import { KIND_LOOK } from '../look/kind-look.ts';
import { useOfNode } from '../state/use-document.ts';
import { viewStore } from '../state/view-store.ts';

interface PortProps {
  readonly nodeId: string;
  readonly port: string;
  readonly side: 'input' | 'output';
  readonly kind: ValueKind | null;
  readonly label: string;
  readonly isRequired: boolean;
  readonly top: number;
}

/** The dot that edges start and end at. While an edge is dragged it shows whether it would take it. */
export const Port = memo(function Port({ nodeId, port, side, kind, label, isRequired, top }: PortProps) {
  const isWired = useOfNode(nodeId, (workflow) => {
    const at = workflow?.edgesOf.get(nodeId);
    return side === 'input'
      ? (at?.inputs.some((edge) => edge.to.port === port) ?? false)
      : (at?.outputs.some((edge) => edge.from.port === port) ?? false);
  });
  const fit = useStore(viewStore, ({ connecting }) =>
    connecting === null ? undefined : portFit(connecting, { node: nodeId, port, side }),
  );
  const look = kind && KIND_LOOK[kind];
  return (
    <button
      type="button"
      className={`port port--${side} nodrag`}
      data-port={port}
      data-node={nodeId}
      data-side={side}
      data-wired={isWired || undefined}
      data-missing={(isRequired && !isWired) || undefined}
      data-fit={fit}
      aria-label={`${side === 'input' ? 'Input' : 'Output'} ${label}${look ? `, ${look.label.toLowerCase()}` : ''}`}
      title={look ? `${label} · ${look.label.toLowerCase()}` : label}
      tabIndex={-1}
      style={{ top }}
    >
      <span
        className={`port__shape port__shape--${look?.shape ?? 'round'}`}
        style={{ color: look ? `var(${look.colorVar})` : 'var(--bad)' }}
      />
    </button>
  );
});
