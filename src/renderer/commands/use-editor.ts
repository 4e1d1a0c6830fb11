import { useStore } from 'zustand';
import type { Chord } from '../parts/key-chord.ts';
import type { Command } from './command.ts';
import { editor } from './editor.ts';
import { COMMANDS, commandById } from './index.ts';
import { keymapOf } from './keyboard.ts';
import type { Keymap } from './keymap.ts';

/** The keymap of the present settings. */
export function useKeymap(): Keymap {
  useStore(editor.settings, (state) => state.keymap);
  useStore(editor.settings, (state) => state.keys);
  return keymapOf(editor, COMMANDS);
}

/** A command with the keys that lead to it now. */
export function useCommand(id: string): { command: Command; chord: Chord | undefined; run: () => void } {
  const keymap = useKeymap();
  const command = commandById(id);
  return { command, chord: keymap.chordsOf(id)[0], run: () => void command.run(editor) };
}
