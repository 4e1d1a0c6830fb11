import { memo } from 'react';
import { useOfNode } from '../state/use-document.ts';
import { CardPreview } from './CardPreview.tsx';
import { ParamRow } from './ParamRow.tsx';
import { Port } from './Port.tsx';
import { PortRow } from './PortRow.tsx';
import { useCardLayout, useNodeType } from './use-card.ts';

/** The rows, the preview and the ports of a card, at the places that the layout gives them. */
export const CardBody = memo(function CardBody({ id }: { readonly id: string }) {
  const type = useNodeType(id);
  const typeId = useOfNode(id, (workflow) => workflow?.nodes.get(id)?.type);
  const layout = useCardLayout(id);
  if (!layout) return null;
  return (
    <>
      {layout.rows.map((row) =>
        row.kind === 'ports' ? (
          <PortRow key={`${row.input}/${row.output}`} row={row} type={type} />
        ) : (
          <ParamRow
            key={row.param}
            nodeId={id}
            paramId={row.param}
            param={type!.params[row.param]!}
            top={row.top}
            height={row.height}
          />
        ),
      )}
      {!type && layout.rows.length > 0 && (
        <p className="card__unknown">
          “{typeId}” is not known here. The node is kept as it is and cannot run; replace it or update
          Blockout.
        </p>
      )}
      {layout.preview && (
        <CardPreview
          id={id}
          side={layout.preview.side}
          ports={layout.preview.ports}
          top={layout.preview.top}
          height={layout.preview.height}
          width={layout.width}
        />
      )}
      {Object.keys(layout.inputs).map((port) => (
        <Port
          key={`in ${port}`}
          nodeId={id}
          port={port}
          side="input"
          kind={type?.inputs[port]?.kind ?? null}
          label={type?.inputs[port]?.label ?? port}
          isRequired={type?.inputs[port]?.required === true}
          top={layout.inputs[port]!}
        />
      ))}
      {Object.keys(layout.outputs).map((port) => (
        <Port
          key={`out ${port}`}
          nodeId={id}
          port={port}
          side="output"
          kind={type?.outputs[port]?.kind ?? null}
          label={type?.outputs[port]?.label ?? port}
          isRequired={false}
          top={layout.outputs[port]!}
        />
      ))}
    </>
  );
});
