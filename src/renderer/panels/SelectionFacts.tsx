import { useStore } from 'zustand';
import { useShallow } from 'zustand/react/shallow';
import { editor } from '../commands/editor.ts';
import { ParamField } from '../fields/ParamField.tsx';
import { registry } from '../state/registry.ts';
import { useWorkflow } from '../state/use-document.ts';

/** Several nodes at once: the params that all of them have change together. */
export function SelectionFacts() {
  const selected = useStore(editor.views, (state) => state.selection.nodes);
  const [first, ...others] = useWorkflow(
    useShallow((workflow) =>
      [...selected].map((id) => {
        const node = workflow?.nodes.get(id);
        return node && registry.of(node);
      }),
    ),
  );
  const shared = Object.entries(first?.params ?? {}).filter(([id, param]) =>
    others.every((type) => type?.params[id]?.kind === param.kind),
  );
  const [firstId] = selected;
  return (
    <>
      <header className="facts facts--head">
        <p className="facts__kind quiet">Selection</p>
        <h2>{selected.size} nodes</h2>
        <p className="quiet">
          {shared.length > 0
            ? 'These params are common to all of them; a change reaches every one.'
            : 'They have no params in common.'}
        </p>
      </header>
      {shared.length > 0 && firstId && (
        <section className="facts" aria-label="Shared params">
          {shared.map(([id]) => (
            <ParamField key={id} nodeId={firstId} paramId={id} />
          ))}
        </section>
      )}
    </>
  );
}
