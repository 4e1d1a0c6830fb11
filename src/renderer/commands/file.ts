import { activeTab } from '../state/document-store.ts';
import { notifyProblem } from '../state/notify.ts';
import { sessionStore } from '../state/session-store.ts';
import { type Command, NO_KEYS, sameKeys } from './command.ts';
import type { Editor } from './editor.ts';
import { closeTab, newWorkflow, openPath, reopenTab } from './file-open.ts';
import { save, saveAs } from './file-save.ts';

const hasTab = ({ documents }: Editor) => activeTab(documents.getState()) !== undefined;

function stepTab({ documents }: Editor, by: 1 | -1): void {
  const { tabs, activeId, activate } = documents.getState();
  const at = tabs.findIndex(({ id }) => id === activeId);
  const next = tabs[(at + by + tabs.length) % tabs.length];
  if (next) activate(next.id);
}

async function openWorkflow(editor: Editor): Promise<void> {
  if (!sessionStore.getState().door?.canPickFiles)
    return editor.dialogs.getState().show({ kind: 'open-workflow' });
  const picked = await editor.client.pickFile('workflow');
  if (!picked.ok) return notifyProblem(picked.problem);
  if (picked.value.path !== null) await openPath(editor, picked.value.path);
}

/** Workflows and tabs. */
export const fileCommands: readonly Command[] = [
  {
    id: 'file.new',
    label: 'New workflow',
    category: 'File',
    menuGroup: 1,
    shortcuts: sameKeys('Alt+N', 'Ctrl+N'),
    whileTyping: true,
    run: (editor) => void newWorkflow(editor),
  },
  {
    id: 'file.open',
    label: 'Open…',
    category: 'File',
    menuGroup: 1,
    shortcuts: sameKeys('Ctrl+O'),
    words: 'recent library load file',
    whileTyping: true,
    run: openWorkflow,
  },
  {
    id: 'file.save',
    label: 'Save',
    category: 'File',
    menuGroup: 2,
    shortcuts: sameKeys('Ctrl+S'),
    whileTyping: true,
    isEnabled: hasTab,
    run: (editor) => save(editor),
  },
  {
    id: 'file.save-as',
    label: 'Save as…',
    category: 'File',
    menuGroup: 2,
    shortcuts: sameKeys('Ctrl+Shift+S'),
    whileTyping: true,
    isEnabled: hasTab,
    run: saveAs,
  },
  {
    id: 'file.versions',
    label: 'Earlier versions…',
    category: 'File',
    menuGroup: 2,
    shortcuts: NO_KEYS,
    words: 'history backup restore crash draft',
    isEnabled: hasTab,
    run: ({ documents, dialogs }) =>
      dialogs.getState().show({ kind: 'versions', draftId: activeTab(documents.getState())!.draftId }),
  },
  {
    id: 'file.share',
    label: 'Export for sharing…',
    category: 'File',
    menuGroup: 3,
    shortcuts: NO_KEYS,
    words: 'strip paths notes clean copy',
    isEnabled: hasTab,
    run: ({ dialogs }) => dialogs.getState().show({ kind: 'share' }),
  },
  {
    id: 'file.relink',
    label: 'Relink missing media…',
    category: 'File',
    menuGroup: 3,
    shortcuts: NO_KEYS,
    words: 'find lost clip image',
    isEnabled: hasTab,
    run: ({ dialogs }) => dialogs.getState().show({ kind: 'relink' }),
  },
  {
    id: 'file.close',
    label: 'Close tab',
    category: 'File',
    menuGroup: 4,
    shortcuts: sameKeys('Alt+W', 'Ctrl+W'),
    whileTyping: true,
    isEnabled: hasTab,
    run: (editor) => closeTab(editor, editor.documents.getState().activeId!),
  },
  {
    id: 'file.reopen',
    label: 'Reopen closed tab',
    category: 'File',
    menuGroup: 4,
    shortcuts: sameKeys('Alt+Shift+T', 'Ctrl+Shift+T'),
    isEnabled: () => sessionStore.getState().closed.length > 0,
    run: reopenTab,
  },
  {
    id: 'file.next-tab',
    label: 'Next tab',
    category: 'File',
    shortcuts: sameKeys('Alt+PageDown', 'Ctrl+Tab'),
    whileTyping: true,
    isEnabled: ({ documents }) => documents.getState().tabs.length > 1,
    run: (editor) => stepTab(editor, 1),
  },
  {
    id: 'file.previous-tab',
    label: 'Previous tab',
    category: 'File',
    shortcuts: sameKeys('Alt+PageUp', 'Ctrl+Shift+Tab'),
    whileTyping: true,
    isEnabled: ({ documents }) => documents.getState().tabs.length > 1,
    run: (editor) => stepTab(editor, -1),
  },
  {
    id: 'file.settings',
    label: 'Settings…',
    category: 'File',
    menuGroup: 5,
    shortcuts: sameKeys('Ctrl+,'),
    words: 'preferences fal key theme keymap caps output folder',
    whileTyping: true,
    run: ({ dialogs }) => dialogs.getState().show({ kind: 'settings' }),
  },
];
