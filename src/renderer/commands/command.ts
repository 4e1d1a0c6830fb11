import type { Editor } from './editor.ts';

export type CommandCategory = 'File' | 'Edit' | 'Node' | 'View' | 'Run' | 'Help';
export type KeymapPreset = 'comfyui' | 'blender';

/** Key combinations like `Ctrl+Shift+Z`, `F2` or `.`; Ctrl is ⌘ on a Mac. */
export type Shortcuts = Readonly<Record<KeymapPreset, readonly string[]>>;

/** One thing a user can do, declared once for menus, keys and the palette. */
export interface Command {
  readonly id: string;
  /** What it does, as a verb phrase in sentence case. */
  readonly label: string;
  readonly category: CommandCategory;
  readonly shortcuts: Shortcuts;
  /** Other words under which the palette finds it. */
  readonly words?: string;
  /** Commands of one category with the same group stand together in the menu; no group keeps it out of the menu. */
  readonly menuGroup?: number;
  /** Whether it also works while the caret is in a text field. */
  readonly whileTyping?: boolean;
  /** Whether it goes on as long as the key is held. */
  readonly repeats?: boolean;
  isEnabled?(editor: Editor): boolean;
  /** For commands that switch something on and off. */
  isChecked?(editor: Editor): boolean;
  run(editor: Editor): void | Promise<void>;
}

/** The same keys in both presets. */
export function sameKeys(...keys: readonly string[]): Shortcuts {
  return { comfyui: keys, blender: keys };
}

export const NO_KEYS: Shortcuts = sameKeys();
