import { documentOfWorkflow } from '../../engine/save-document.ts';
import { tellUncaughtErrors } from '../boundaries/tell-error.ts';
import type { Command } from '../commands/command.ts';
import type { Editor } from '../commands/editor.ts';
import { keepDrafts, restoreSession } from '../commands/file-drafts.ts';
import { holdDrafts } from '../commands/hold-drafts.ts';
import { keepPins } from '../commands/keep-pins.ts';
import { listenToKeys } from '../commands/keyboard.ts';
import { refreshAssets, refreshHost, refreshSettings } from '../commands/refresh-host.ts';
import { loadPalette } from '../dialogs/load-palette.ts';
import { planSummary } from '../state/plan-summary.ts';
import { NO_RUN } from '../state/run-store.ts';
import { sessionStore } from '../state/session-store.ts';
import { watchPlan } from '../state/watch-plan.ts';
import { followRuns } from './follow-runs.ts';
import { joinDesktop } from './join-desktop.ts';
import { keepPanels } from './keep-panels.ts';
import { wearTheme } from './wear-theme.ts';

/** Sets the editor going: settings, the tabs of last time, plans, drafts, keys and the host's feed. Called once. */
export async function startEditor(editor: Editor, commands: readonly Command[]): Promise<void> {
  const { client, documents, runs, settings } = editor;
  tellUncaughtErrors();
  wearTheme(editor);
  const [door, kept] = await Promise.all([client.door(), client.settings()]);
  if (door.ok) sessionStore.setState({ door: door.value });
  if (kept.ok) {
    const { grantedFolders: _, ...chosen } = kept.value.settings;
    settings.setState(chosen);
    editor.host.setState({ settingsTrouble: kept.value.trouble });
  }
  keepPanels(editor);
  listenToKeys(editor, commands);
  await Promise.all([restoreSession(editor, holdDrafts(documents)), refreshHost(editor)]);
  const { keepNow } = keepDrafts(editor);
  keepPins(editor);
  joinDesktop(editor, commands, keepNow);
  const { askNow } = watchPlan(documents, runs, async (tab, signal) => {
    const { pins, plan } = runs.getState().byTab[tab.id] ?? NO_RUN;
    const question = {
      document: documentOfWorkflow(tab.versioned.workflow),
      path: tab.path,
      pins,
      ...(plan && { since: plan.id }),
    };
    const answer = await client.plan(question, { signal });
    return answer.ok ? { ok: true, value: planSummary(answer.value, plan) } : answer;
  });
  editor.host.subscribe(({ currentProvider, providers, settingsTrouble, granted }, before) => {
    const isOther =
      currentProvider !== before.currentProvider ||
      providers !== before.providers ||
      granted !== before.granted;
    if (isOther || (settingsTrouble === null) !== (before.settingsTrouble === null)) askNow();
  });
  editor.views.subscribe(({ panel }, before) => {
    if (panel === 'assets' && before.panel !== 'assets') void refreshAssets(editor);
  });
  window.addEventListener('focus', () => void refreshSettings(editor));
  followRuns(editor, askNow);
  requestIdleCallback(() => void loadPalette());
}
