import { mediaAt } from '../../documents/missing-media.ts';
import type { Problem } from '../../engine/problem.ts';
import type { Workflow } from '../../engine/workflow.ts';
import { notifyDone, notifyProblem } from '../state/notify.ts';
import { registry } from '../state/registry.ts';
import type { Editor } from './editor.ts';

/** What can be allowed so that a problem is gone, and how the button for it reads. */
export interface ReadOffer {
  readonly path: string;
  readonly label: 'Allow this folder' | 'Allow this file';
}

/** Null where a problem is not about leave to read, or nothing can be offered. */
export function readOfferOf(workflow: Workflow, problem: Problem): ReadOffer | null {
  const { closed } = problem;
  if (!closed || closed.offer === null) return null;
  const isFile = closed.offer === closed.path && mediaAt(workflow, problem, registry) !== null;
  return { path: closed.offer, label: isFile ? 'Allow this file' : 'Allow this folder' };
}

/** Lets every workflow read a folder or file from now on. Only ever called by a press of the user. */
export async function allowReading(editor: Editor, path: string): Promise<void> {
  const answer = await editor.client.allowReading(path);
  if (!answer.ok) return notifyProblem(answer.problem, { id: 'grants' });
  editor.host.setState({ granted: answer.value.granted });
  notifyDone('Workflows may read this from now on.', {
    description: path,
    action: { label: 'Undo', onClick: () => void revokeReading(editor, path) },
  });
}

/** Takes the leave back. */
export async function revokeReading({ client, host }: Editor, path: string): Promise<void> {
  const answer = await client.revokeReading(path);
  if (answer.ok) host.setState({ granted: answer.value.granted });
  else notifyProblem(answer.problem, { id: 'grants' });
}

/** Reads again what is allowed: a dialog or a command line may have added to it. */
export async function refreshGranted({ client, host }: Editor): Promise<void> {
  const answer = await client.grants();
  if (answer.ok) host.setState({ granted: answer.value.granted });
}
