import type { Problem } from '../../engine/problem.ts';
import { notifyProblem } from '../state/notify.ts';
import type { SettingsState } from '../state/settings-store.ts';
import type { Editor } from './editor.ts';

/** Changes settings here at once and on the host; what the host refuses goes back to what it was. */
export async function changeSettings(editor: Editor, patch: Partial<SettingsState>): Promise<void> {
  const problem = await trySettings(editor, patch);
  if (problem) notifyProblem(problem, { id: 'settings' });
}

/** The same, for a form that shows the refusal itself. */
export async function trySettings(
  { settings, host, client }: Editor,
  patch: Partial<SettingsState>,
): Promise<Problem | null> {
  const before = settings.getState();
  const providerSettings = { ...before.providerSettings, ...patch.providerSettings };
  settings.setState({ ...patch, providerSettings });
  const answer = await client.changeSettings(patch);
  if (answer.ok) {
    host.setState({ settingsTrouble: answer.value.trouble });
    return null;
  }
  const former = Object.fromEntries(
    Object.keys(patch).map((name) => [name, before[name as keyof SettingsState]]),
  );
  settings.setState(former);
  return answer.problem;
}
