import type { KeyboardEvent } from 'react';
import type { Estimate } from '../../engine/define-node.ts';
import { formatSpending, formatUsd } from '../../fal/price.ts';
import { editor } from '../commands/editor.ts';
import { frameNodes } from '../stage/view-moves.ts';
import { registry } from '../state/registry.ts';
import { useActiveTab } from '../state/use-document.ts';
import { useTabRun } from '../state/use-run.ts';
import { ProblemList } from './ProblemList.tsx';

/** The workflow as a whole: its name, what is wrong, and what a run would spend where. */
export function WorkflowFacts() {
  const tab = useActiveTab();
  const plan = useTabRun((run) => run.plan);
  const runProblems = useTabRun((run) => run.problems);
  if (!tab) return null;
  const { workflow } = tab.versioned;
  const titleOf = (nodeId: string) => {
    const node = workflow.nodes.get(nodeId);
    return node?.title ?? (node && registry.of(node)?.title) ?? nodeId;
  };
  const isEmpty = workflow.nodes.size === 0;
  const problems = isEmpty ? [] : [...runProblems, ...(plan?.problems ?? [])];
  const spending = Object.values(plan?.nodes ?? {}).filter((node) => node.willRun && node.estimate);
  return (
    <>
      <header className="facts facts--head">
        <p className="facts__kind quiet">Workflow</p>
        <input
          key={`${tab.id} ${workflow.name}`}
          className="facts__title"
          aria-label="Name of the workflow"
          defaultValue={workflow.name}
          maxLength={500}
          onBlur={(event) => rename(event.target.value, workflow.name)}
          onKeyDown={blurOnEnter}
        />
        <p className="quiet facts__path" title={tab.path ?? undefined}>
          {tab.path ?? 'Not saved to a file yet; every edit is kept as a draft.'}
        </p>
      </header>
      <ProblemList problems={problems} titleOf={titleOf} />
      {!isEmpty && plan && (
        <section className="facts" aria-label="Next run">
          <h3>Next run</h3>
          {!plan.isRunnable ? (
            <p className="quiet">Its price is known once the problems above are solved.</p>
          ) : spending.length === 0 ? (
            <p className="quiet">Nothing of it costs money: all takes are kept.</p>
          ) : (
            <dl className="pairs">
              {spending.map(({ nodeId, estimate }) => (
                <div key={nodeId}>
                  <dt>
                    <button type="button" className="link" onClick={() => frameNodes([nodeId])}>
                      {titleOf(nodeId)}
                    </button>
                  </dt>
                  <dd className="spend">
                    {estimate!.jobCount > 1 && `${estimate!.jobCount} × `}
                    {priceOfEach(estimate!)}
                  </dd>
                </div>
              ))}
              <div className="pairs__sum">
                <dt>Together</dt>
                <dd className="spend">{formatSpending(plan.spending)}</dd>
              </div>
            </dl>
          )}
        </section>
      )}
      {!isEmpty && <p className="hint">Select a node to see its params, problems and takes.</p>}
    </>
  );
}

function priceOfEach(estimate: Estimate): string {
  const { costUsd, jobCount, unpricedCount = 0 } = estimate;
  if (jobCount === 0) return formatSpending(estimate);
  const pricedCount = jobCount - unpricedCount;
  return pricedCount > 0 ? formatUsd(costUsd / pricedCount, 'before') : 'price unknown';
}

function rename(text: string, before: string): void {
  const name = text.trim().slice(0, 500);
  if (name !== '' && name !== before)
    editor.documents.getState().edit({ kind: 'set-name', name }, `Rename to “${name}”`);
}

function blurOnEnter(event: KeyboardEvent<HTMLInputElement>): void {
  if (event.key === 'Enter') event.currentTarget.blur();
}
