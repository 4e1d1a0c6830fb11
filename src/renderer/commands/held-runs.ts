import type { Problem } from '../../engine/problem.ts';
import { activeTab } from '../state/document-store.ts';
import { NO_RUN } from '../state/run-store.ts';
import { shownPlan } from '../state/shown-price.ts';
import type { Editor } from './editor.ts';

/** Why no job can be sent now: without a ledger that can be written nothing is bought. Null where jobs may go. */
export function holdOnJobs({ host }: Pick<Editor, 'host'>): Pick<Problem, 'message' | 'fix'> | null {
  const { storage } = host.getState();
  return storage?.sendsNothing ? storage.trouble : null;
}

/** Why the active workflow can't be run now: it would send jobs, or may. What is free runs without a ledger. */
export function holdOnRun(editor: Editor): Pick<Problem, 'message' | 'fix'> | null {
  const tab = activeTab(editor.documents.getState());
  const run = (tab && editor.runs.getState().byTab[tab.id]) ?? NO_RUN;
  return shownPlan(run)?.spending.jobCount === 0 ? null : holdOnJobs(editor);
}
