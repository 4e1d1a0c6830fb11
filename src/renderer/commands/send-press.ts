import type { Workflow } from '../../engine/workflow.ts';
import type { Ceiling } from '../../host/runs/run-ceiling.ts';
import type { Answer } from '../host/answer.ts';
import type { PlanQuestion, StartedRun } from '../host/host-client.ts';
import type { OpenPress } from '../state/run-store.ts';
import type { Editor } from './editor.ts';

/** Pauses before a press that was not answered is sent again. */
const PAUSES_MS = [500, 1_500, 4_000] as const;

/**
 * Sends a press of Run under an id of its own until the host answers: the host starts one run for one id, however often
 * it comes. Where it never answers the id is kept, so that pressing again for the same is still the same press.
 */
export async function sendPress(
  { runs, client }: Editor,
  tabId: string,
  workflow: Workflow,
  question: PlanQuestion & { readonly ceiling: Ceiling },
): Promise<Answer<StartedRun>> {
  const { targets, newTake } = question;
  const wish = JSON.stringify({ targets, newTake });
  const before = runs.getState().byTab[tabId]?.openPress;
  const isSame = before?.workflow === workflow && before.wish === wish;
  const press: OpenPress = isSame ? before : { id: crypto.randomUUID(), workflow, wish };
  runs.getState().changeTab(tabId, { openPress: press });
  let answer = await client.startRun({ ...question, id: press.id });
  for (const pauseMs of PAUSES_MS) {
    if (isAnswer(answer)) break;
    await new Promise((resolve) => setTimeout(resolve, pauseMs));
    answer = await client.startRun({ ...question, id: press.id });
  }
  if (isAnswer(answer)) runs.getState().changeTab(tabId, { openPress: null });
  return answer;
}

const isAnswer = (answer: Answer<StartedRun>) => answer.ok || answer.status !== 0;
