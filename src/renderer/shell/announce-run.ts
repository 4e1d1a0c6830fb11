import type { Problem } from '../../engine/problem.ts';
import type { RunStatus } from '../../engine/run-event.ts';
import { moneyTexts } from '../../fal/charge.ts';
import type { Ceiling } from '../../host/runs/run-ceiling.ts';
import type { Editor } from '../commands/editor.ts';
import { openTake } from '../commands/open-viewer.ts';
import { offerRun, placedMessage } from '../commands/run-start.ts';
import { formatElapsed } from '../parts/format-facts.ts';
import { notifyDone, notifyNote, notifyProblem } from '../state/notify.ts';
import { notifySystem } from '../state/notify-system.ts';

interface RunEnd {
  readonly runId: string;
  readonly status: RunStatus;
  readonly problems: readonly Problem[];
  /** What it would have sent beyond what it was started for. */
  readonly beyond?: Ceiling;
}

/** Tells the end of a run: in the window, and by a notification of the system where nobody is looking. */
export function announceRun(
  editor: Editor,
  tabId: string,
  { runId, status, problems, beyond }: RunEnd,
  tookMs: number,
): void {
  const { documents, host } = editor;
  const workflow = documents.getState().tabs.find(({ id }) => id === tabId)?.versioned.workflow;
  if (!workflow) return;
  const jobs = host.getState().jobs.filter((job) => job.runId === runId);
  const takes = jobs.filter(({ state }) => state === 'done');
  switch (status) {
    case 'done': {
      const facts = [
        takes.length === 0 ? 'no new take' : takes.length === 1 ? '1 take' : `${takes.length} takes`,
        ...moneyTexts(jobs),
        formatElapsed(tookMs),
      ].join(' · ');
      const last = takes[0];
      notifyDone(`${workflow.name} is done`, {
        description: facts,
        ...(last && {
          action: { label: 'Watch', onClick: () => openTake({ ...last, jobId: last.id }) },
        }),
      });
      notifySystem(`${workflow.name} is done`, facts);
      break;
    }
    case 'failed': {
      const problem = problems[0];
      const node = problem?.nodeId ? workflow.nodes.get(problem.nodeId) : undefined;
      const message = problem ? placedMessage(problem, node) : `${workflow.name} failed.`;
      const money = problems.length > 1 ? `${moneyTexts(jobs).join(' · ')}.` : '';
      const told = { message, fix: [problem?.fix ?? '', money].filter(Boolean).join(' ') };
      notifySystem(`${workflow.name} failed`, message);
      if (beyond) offerRun(editor, tabId, told, {}, beyond);
      else notifyProblem(told, node && { action: showing(editor, tabId, node.id) });
      break;
    }
    case 'cancelled':
      notifyNote(`${workflow.name} was cancelled.`, {
        ...(jobs.length > 0 && { description: moneyTexts(jobs).join(' · ') }),
      });
  }
}

/** A button that leads to the node. */
function showing({ documents, views }: Editor, tabId: string, nodeId: string) {
  return {
    label: 'Show',
    onClick() {
      documents.getState().activate(tabId);
      views.getState().select({ nodes: new Set([nodeId]) });
      views.setState({ inspectorOpen: true });
    },
  };
}
