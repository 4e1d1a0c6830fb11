import { edgeTablesOf } from '../../engine/edge-tables.ts';
import { loadWorkflow, workflowOfJson } from '../../engine/load-document.ts';
import type { Problem } from '../../engine/problem.ts';
import { Table } from '../../engine/table.ts';
import type { Workflow } from '../../engine/workflow.ts';
import { notifyNote, notifyProblem } from '../state/notify.ts';
import { registry } from '../state/registry.ts';
import { sessionStore } from '../state/session-store.ts';
import type { Editor } from './editor.ts';
import { allowReading } from './read-grants.ts';
import { refreshAssets } from './refresh-host.ts';

/** A workflow with nothing in it. */
export function emptyWorkflow(name: string): Workflow {
  return {
    id: crypto.randomUUID(),
    name,
    nodes: Table.of(),
    ...edgeTablesOf([]),
    groups: Table.of(),
    notes: Table.of(),
    exposed: [],
    extra: {},
  };
}

/** Opens an empty tab and returns its id. */
export function newWorkflow({ documents }: Editor): string {
  const names = new Set(documents.getState().tabs.map((tab) => tab.versioned.workflow.name));
  let count = 1;
  while (names.has(untitled(count))) count++;
  return documents.getState().openTab({ workflow: emptyWorkflow(untitled(count)), isSaved: true });
}

const untitled = (count: number) => (count === 1 ? 'Untitled' : `Untitled ${count}`);

/** Opens a file of the host, or goes to the tab that already has it. */
export async function openPath(editor: Editor, path: string): Promise<void> {
  const { documents, client } = editor;
  const present = documents.getState().tabs.find((tab) => tab.path === path);
  if (present) return documents.getState().activate(present.id);
  const answer = await client.openFile(path);
  if (!answer.ok) return tellUnopened(editor, path, answer.problem);
  const loaded = workflowOfJson(answer.value.document, registry);
  if (!loaded.ok) return notifyProblem(loaded.problem);
  leaveUntouchedTab(editor);
  const { fileVersion, notes } = answer.value;
  documents
    .getState()
    .openTab({ workflow: loaded.workflow, path: answer.value.path, fileVersion, isSaved: true });
  tellNotes([...notes, ...loaded.notes]);
}

/** Why a file was not opened; where leave is all that is missing, with the way to give it and go on. */
function tellUnopened(editor: Editor, path: string, problem: Problem): void {
  const offer = problem.closed?.offer;
  if (!offer) {
    notifyProblem(problem);
    return;
  }
  const allow = async () => {
    await allowReading(editor, offer);
    if (editor.host.getState().granted.some((granted) => granted.path === offer))
      await openPath(editor, path);
  };
  notifyProblem(problem, { action: { label: 'Allow', onClick: () => void allow() } });
}

/** Opens the text of a file that is not on the host, as an unsaved workflow. Tells why where it is none. */
export function openText(editor: Editor, text: string, name: string): boolean {
  const loaded = loadWorkflow(text, registry);
  if (!loaded.ok) {
    notifyProblem(
      isComfyWorkflow(text)
        ? {
            message: `“${name}” is a ComfyUI workflow, which Blockout can't run.`,
            fix: 'Open a template and set the same clip, prompt and seed there.',
          }
        : { ...loaded.problem, message: `“${name}” was not opened. ${loaded.problem.message}` },
    );
    return false;
  }
  leaveUntouchedTab(editor);
  editor.documents.getState().openTab({ workflow: loaded.workflow });
  tellNotes(loaded.notes);
  return true;
}

export async function openTemplate(editor: Editor, id: string): Promise<void> {
  const answer = await editor.client.template(id);
  if (!answer.ok) return notifyProblem(answer.problem);
  const loaded = workflowOfJson(answer.value.document, registry);
  if (!loaded.ok) return notifyProblem(loaded.problem);
  leaveUntouchedTab(editor);
  editor.documents.getState().openTab({ workflow: loaded.workflow });
  // Its media have come into the store with it.
  void refreshAssets(editor);
}

/** Closes a tab; it can be reopened with all its undo for as long as the window is open. */
export function closeTab(editor: Editor, id: string): void {
  const { documents, client } = editor;
  const tab = documents.getState().tabs.find((other) => other.id === id);
  if (!tab) return;
  const { workflow } = tab.versioned;
  const isUnsaved = tab.savedWorkflow !== workflow;
  documents.getState().closeTab(id);
  void client.dropDraft(tab.draftId);
  if (workflow.nodes.size > 0) {
    sessionStore.setState(({ closed }) => ({ closed: [...closed, tab].slice(-20) }));
    if (isUnsaved)
      notifyNote(`Closed “${workflow.name}” with unsaved changes.`, {
        action: { label: 'Reopen', onClick: () => reopenTab(editor) },
      });
  }
  if (documents.getState().tabs.length === 0) newWorkflow(editor);
}

/** Brings back the tab that was closed last. */
export function reopenTab({ documents }: Editor): void {
  const { closed } = sessionStore.getState();
  const tab = closed.at(-1);
  if (!tab) return;
  sessionStore.setState({ closed: closed.slice(0, -1) });
  documents.setState(({ tabs }) => ({ tabs: [...tabs, tab], activeId: tab.id }));
}

/** An empty tab that nobody has used makes room for what is opened. */
function leaveUntouchedTab({ documents, client }: Editor): void {
  const { tabs, activeId, closeTab: close } = documents.getState();
  const tab = tabs.find((other) => other.id === activeId);
  if (!tab || tab.path !== null || tab.versioned.history.past || tab.versioned.workflow.nodes.size > 0)
    return;
  close(tab.id);
  void client.dropDraft(tab.draftId);
}

function tellNotes(notes: readonly string[]): void {
  if (notes.length > 0) notifyNote('The workflow was brought up to date.', { description: notes.join(' ') });
}

function isComfyWorkflow(text: string): boolean {
  return /"(last_node_id|class_type|widgets_values)"\s*:/.test(text);
}
