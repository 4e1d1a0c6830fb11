import { CATEGORY_LOOK } from '../look/category-look.ts';
import { nodeIcon } from '../look/node-icon.ts';
import { registry } from '../state/registry.ts';
import { useNode } from '../state/use-document.ts';
import { useNodeProblems, useNodeSummary } from '../state/use-run.ts';
import { EditableTitle } from './EditableTitle.tsx';
import { EndpointSwitch } from './EndpointSwitch.tsx';
import { ParamGroups } from './ParamGroups.tsx';
import { ProblemList } from './ProblemList.tsx';
import { RequestSection } from './RequestSection.tsx';
import { ResultSection } from './ResultSection.tsx';
import { TakeStrip } from './TakeStrip.tsx';

/** Title, help, problems, params, results and takes of one node. */
export function NodeInspector({ nodeId }: { readonly nodeId: string }) {
  const node = useNode(nodeId);
  const problems = useNodeProblems(nodeId);
  const { failures } = useNodeSummary(nodeId);
  if (!node) return null;
  const type = registry.of(node);
  if (!type)
    return (
      <section className="facts">
        <h2>{node.title ?? node.type}</h2>
        <p className="quiet">
          This build of Blockout has no node type “{node.type}”. The node and its values stay in the workflow
          as they are; update Blockout to use it, or remove it.
        </p>
        <pre className="json">{JSON.stringify(node.params, null, 2)}</pre>
      </section>
    );
  const Icon = nodeIcon(type);
  return (
    <>
      <header className="facts facts--head">
        <p className="facts__kind" style={{ color: `var(${CATEGORY_LOOK[type.category].colorVar})` }}>
          <Icon size={14} aria-hidden />
          <span className="quiet">
            {type.category} · {type.title}
          </span>
        </p>
        <EditableTitle nodeId={nodeId} title={node.title} placeholder={type.title} />
        <p className="quiet">{type.help}</p>
        {type.category === 'Request' && <EndpointSwitch type={type} />}
        {node.mode && (
          <p className="facts__mode">
            {node.mode === 'bypass'
              ? 'Bypassed: its first fitting input passes straight through.'
              : 'Muted: this node and what needs it do not run.'}
          </p>
        )}
      </header>
      <ProblemList problems={[...failures, ...problems]} />
      <ParamGroups nodeId={nodeId} type={type} />
      <ResultSection nodeId={nodeId} type={type} />
      {type.effect === 'spend' && <TakeStrip nodeId={nodeId} />}
      <RequestSection nodeId={nodeId} type={type} />
    </>
  );
}
