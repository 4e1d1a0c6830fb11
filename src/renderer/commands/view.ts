import type { PanelName, ViewState } from '../state/view-store.ts';
import { type Command, NO_KEYS, type Shortcuts, sameKeys } from './command.ts';
import type { Editor } from './editor.ts';
import { changeSettings } from './settings-change.ts';

function panelCommand(panel: PanelName, label: string, shortcuts: Shortcuts): Command {
  return {
    id: `view.${panel}`,
    label,
    category: 'View',
    menuGroup: 1,
    shortcuts,
    words: 'panel sidebar',
    isChecked: ({ views }) => views.getState().panel === panel,
    run: ({ views }) => views.setState(({ panel: open }) => ({ panel: open === panel ? null : panel })),
  };
}

function drawerCommand(drawer: 'queue' | 'viewer', label: string, shortcuts: Shortcuts): Command {
  return {
    id: `view.${drawer}`,
    label,
    category: 'View',
    menuGroup: 2,
    shortcuts,
    words: 'drawer jobs player timeline',
    isChecked: ({ views }) => views.getState().drawer === drawer,
    run: ({ views }) => views.setState(({ drawer: open }) => ({ drawer: open === drawer ? null : drawer })),
  };
}

type Panels = Pick<ViewState, 'panel' | 'drawer' | 'inspectorOpen'>;
const ALL_FOLDED: Panels = { panel: null, drawer: null, inspectorOpen: false };
let foldedAway: Panels | null = null;

function toggleFocus({ views }: Editor): void {
  const { panel, drawer, inspectorOpen } = views.getState();
  const isFolded = panel === null && drawer === null && !inspectorOpen;
  if (!isFolded) foldedAway = { panel, drawer, inspectorOpen };
  views.setState(isFolded ? (foldedAway ?? { panel: 'nodes', inspectorOpen: true }) : ALL_FOLDED);
}

const THEMES = [
  ['system', 'Theme: as the system'],
  ['dark', 'Theme: dark'],
  ['light', 'Theme: light'],
] as const;

/** Panels, drawer and theme. */
export const viewCommands: readonly Command[] = [
  panelCommand('nodes', 'Node library', { comfyui: ['N'], blender: ['T'] }),
  panelCommand('templates', 'Templates', { comfyui: ['W'], blender: [] }),
  panelCommand('assets', 'Assets', { comfyui: ['A'], blender: [] }),
  panelCommand('history', 'History', NO_KEYS),
  {
    id: 'view.inspector',
    label: 'Inspector',
    category: 'View',
    menuGroup: 1,
    shortcuts: { comfyui: ['I'], blender: ['N'] },
    words: 'properties sidebar params',
    isChecked: ({ views }) => views.getState().inspectorOpen,
    run: ({ views }) => views.setState(({ inspectorOpen }) => ({ inspectorOpen: !inspectorOpen })),
  },
  drawerCommand('queue', 'Queue', sameKeys('Q')),
  drawerCommand('viewer', 'Viewer', sameKeys('Shift+V')),
  {
    id: 'view.focus',
    label: 'Only the canvas',
    category: 'View',
    menuGroup: 2,
    shortcuts: { comfyui: ['Ctrl+\\'], blender: ['Ctrl+Space', 'Ctrl+\\'] },
    words: 'focus mode hide panels full screen',
    isChecked: ({ views }) => {
      const { panel, drawer, inspectorOpen } = views.getState();
      return panel === null && drawer === null && !inspectorOpen;
    },
    run: toggleFocus,
  },
  ...THEMES.map(
    ([theme, label]): Command => ({
      id: `view.theme-${theme}`,
      label,
      category: 'View',
      menuGroup: 5,
      shortcuts: NO_KEYS,
      words: 'appearance colours mode',
      isChecked: ({ settings }) => settings.getState().theme === theme,
      run: (editor) => changeSettings(editor, { theme }),
    }),
  ),
];
