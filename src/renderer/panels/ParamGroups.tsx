import type { NodeType } from '../../engine/define-node.ts';
import { ParamField } from '../fields/ParamField.tsx';
import { useNode } from '../state/use-document.ts';
import { useNodePlan } from '../state/use-run.ts';

/** The params of a node: the usual ones first, the advanced ones folded. */
export function ParamGroups({ nodeId, type }: { readonly nodeId: string; readonly type: NodeType }) {
  const stored = useNode(nodeId)?.params ?? {};
  const hasLayers = useNodePlan(nodeId)?.layers != null;
  const all = Object.entries(type.params).filter(([id, param]) => {
    if (param.kind === 'layer') return hasLayers || stored[id] !== undefined;
    if (!param.onlyWith) return true;
    const toggle = type.params[param.onlyWith];
    return (stored[param.onlyWith] ?? toggle?.default) === true;
  });
  const basic = all.filter(([, param]) => !param.advanced);
  const advanced = all.filter(([, param]) => param.advanced);
  const changedCount = advanced.filter(([id]) => stored[id] !== undefined).length;
  if (all.length === 0) return null;
  return (
    <section className="facts" aria-label="Params">
      {basic.map(([id]) => (
        <ParamField key={id} nodeId={nodeId} paramId={id} />
      ))}
      {advanced.length > 0 && (
        <details className="fold" open={changedCount > 0 || undefined}>
          <summary>
            Advanced{' '}
            <span className="quiet">{changedCount > 0 ? `${changedCount} changed` : advanced.length}</span>
          </summary>
          {advanced.map(([id]) => (
            <ParamField key={id} nodeId={nodeId} paramId={id} />
          ))}
        </details>
      )}
    </section>
  );
}
