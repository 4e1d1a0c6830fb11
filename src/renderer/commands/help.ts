import { type Command, NO_KEYS, sameKeys } from './command.ts';

/** Finding one's way. */
export const helpCommands: readonly Command[] = [
  {
    id: 'help.palette',
    label: 'All commands…',
    category: 'Help',
    menuGroup: 1,
    shortcuts: { comfyui: ['Ctrl+K'], blender: ['Ctrl+K', 'F3'] },
    words: 'palette search actions',
    whileTyping: true,
    run: ({ dialogs }) => dialogs.getState().show({ kind: 'palette' }),
  },
  {
    id: 'help.keys',
    label: 'Keyboard shortcuts',
    category: 'Help',
    menuGroup: 1,
    shortcuts: sameKeys('?', 'Ctrl+Shift+K'),
    words: 'cheat sheet keymap hotkeys',
    run: ({ dialogs }) => dialogs.getState().show({ kind: 'cheat-sheet' }),
  },
  {
    id: 'help.diagnostics',
    label: 'Copy diagnostics…',
    category: 'Help',
    menuGroup: 2,
    shortcuts: NO_KEYS,
    words: 'log versions error report bug support',
    run: ({ dialogs }) => dialogs.getState().show({ kind: 'diagnostics' }),
  },
  {
    id: 'help.about',
    label: 'About Blockout',
    category: 'Help',
    menuGroup: 2,
    shortcuts: NO_KEYS,
    words: 'version',
    run: ({ dialogs }) => dialogs.getState().show({ kind: 'about' }),
  },
];
