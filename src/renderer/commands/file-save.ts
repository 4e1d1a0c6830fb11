import { workflowOfJson } from '../../engine/load-document.ts';
import type { Problem } from '../../engine/problem.ts';
import { documentOfWorkflow } from '../../engine/save-document.ts';
import type { SavedFile } from '../host/host-client.ts';
import { activeTab, type Tab } from '../state/document-store.ts';
import { notifyDone, notifyProblem } from '../state/notify.ts';
import { registry } from '../state/registry.ts';
import { sessionStore } from '../state/session-store.ts';
import type { Editor } from './editor.ts';

/** Saves the active workflow to its file, or asks for a name where it has none. */
export async function save(editor: Editor, overwrite = false): Promise<void> {
  const tab = activeTab(editor.documents.getState());
  if (!tab) return;
  if (tab.path === null) return saveAs(editor);
  const { workflow } = tab.versioned;
  const answer = await editor.client.saveFile({
    path: tab.path,
    document: documentOfWorkflow(workflow),
    fileVersion: tab.fileVersion,
    fromPath: tab.path,
    overwrite,
  });
  if (answer.ok) return settle(editor, tab, answer.value);
  if (answer.status === 409)
    return notifyProblem(answer.problem, {
      id: `save-${tab.id}`,
      action: { label: 'Replace the file', onClick: () => void save(editor, true) },
    });
  notifyProblem(answer.problem, {
    id: `save-${tab.id}`,
    action: { label: 'Save as…', onClick: () => void saveAs(editor) },
  });
}

/** Asks for a name and a place, in the system's dialog where there is one. */
export async function saveAs(editor: Editor): Promise<void> {
  const tab = activeTab(editor.documents.getState());
  if (!tab) return;
  if (!sessionStore.getState().door?.canPickFiles) return editor.dialogs.getState().show({ kind: 'save-as' });
  const picked = await editor.client.pickSavePath(tab.versioned.workflow.name);
  if (!picked.ok) return notifyProblem(picked.problem);
  const { path } = picked.value;
  if (path === null) return;
  const answer = await editor.client.saveFile({
    path,
    document: documentOfWorkflow(nameAfter(editor, tab, nameOf(path))),
    fileVersion: null,
    fromPath: tab.path,
    // The system's dialog has asked already.
    overwrite: true,
  });
  if (answer.ok) settle(editor, tab, answer.value);
  else notifyProblem(answer.problem);
}

export type LibrarySave =
  | { readonly ok: true }
  | { readonly ok: false; readonly isTaken: boolean; readonly problem: Problem };

/** Saves the active workflow into the user's collection under this name. */
export async function saveToLibrary(editor: Editor, name: string, overwrite: boolean): Promise<LibrarySave> {
  const tab = activeTab(editor.documents.getState());
  if (!tab) return { ok: true };
  const workflow = nameAfter(editor, tab, name);
  const answer = await editor.client.saveToLibrary({
    name,
    document: documentOfWorkflow(workflow),
    fromPath: tab.path,
    overwrite,
  });
  if (!answer.ok) return { ok: false, isTaken: answer.status === 409, problem: answer.problem };
  settle(editor, tab, answer.value);
  return { ok: true };
}

function nameAfter({ documents }: Editor, tab: Tab, name: string) {
  const { edit } = documents.getState();
  if (tab.versioned.workflow.name !== name) edit({ kind: 'set-name', name }, `Rename to “${name}”`);
  return activeTab(documents.getState())!.versioned.workflow;
}

/** Remembers what now lies on disk; media paths may have been rebased to another folder. */
function settle({ documents }: Editor, before: Tab, saved: SavedFile): void {
  const tab = documents.getState().tabs.find(({ id }) => id === before.id);
  if (!tab) return;
  const { workflow } = tab.versioned;
  const isElsewhere = saved.document !== undefined && saved.path !== before.path;
  const moved = isElsewhere ? workflowOfJson(saved.document, registry) : null;
  if (moved?.ok && JSON.stringify(documentOfWorkflow(workflow)) !== JSON.stringify(saved.document)) {
    documents.getState().replaceWorkflow(tab.id, moved.workflow);
    documents.getState().markSaved(tab.id, moved.workflow, saved.path, saved.fileVersion);
  } else {
    const savedWorkflow =
      before.versioned.workflow.name === workflow.name ? before.versioned.workflow : workflow;
    documents.getState().markSaved(tab.id, savedWorkflow, saved.path, saved.fileVersion);
  }
  sessionStore.setState(({ savedAtMs }) => ({ savedAtMs: { ...savedAtMs, [tab.id]: Date.now() } }));
  notifyDone(`Saved “${nameOf(saved.path)}”.`);
}

/** A file's name without its folder and `.json`. */
export function nameOf(path: string): string {
  return (path.split(/[/\\]/).at(-1) ?? path).replace(/\.json$/i, '');
}

/** Hands a file over to the browser. */
export function download(name: string, text: string): void {
  const link = document.createElement('a');
  link.href = URL.createObjectURL(new Blob([text], { type: 'application/json' }));
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
}
