import { hostClient } from '../host/host-client.ts';
import { notifyDone, notifyProblem } from '../state/notify.ts';

/** Puts on the clipboard what helps to find out why something went wrong: no paths, no keys. */
export async function copyDiagnostics(): Promise<void> {
  const answer = await hostClient.diagnostics(false);
  if (!answer.ok) return notifyProblem(answer.problem);
  await putOnClipboard(answer.value.text);
}

export async function putOnClipboard(text: string): Promise<void> {
  try {
    await navigator.clipboard.writeText(text);
    notifyDone('The diagnostics are on the clipboard.', { description: 'They hold no keys.' });
  } catch {
    notifyProblem({
      message: 'The browser did not let Blockout write to the clipboard.',
      fix: 'Choose “Copy diagnostics…” in the menu Help and copy the text there by hand.',
    });
  }
}
