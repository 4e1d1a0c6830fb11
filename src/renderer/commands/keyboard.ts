import { type Chord, chordOf } from '../parts/key-chord.ts';
import type { Command } from './command.ts';
import type { Editor } from './editor.ts';
import { createKeymap, type Keymap } from './keymap.ts';

/** The keymap of the present settings; made anew only when they change. */
export function keymapOf(editor: Editor, commands: readonly Command[]): Keymap {
  const { keymap, keys } = editor.settings.getState();
  if (latest?.preset !== keymap || latest.keys !== keys || latest.commands !== commands)
    latest = { preset: keymap, keys, commands, map: createKeymap(commands, keymap, keys) };
  return latest.map;
}

let latest:
  | {
      readonly preset: string;
      readonly keys: unknown;
      readonly commands: readonly Command[];
      readonly map: Keymap;
    }
  | undefined;

/** Runs commands by their keys. Returns the way to stop. */
export function listenToKeys(editor: Editor, commands: readonly Command[]): () => void {
  function press(event: KeyboardEvent): void {
    if (event.defaultPrevented || event.isComposing) return;
    const chord = chordOf(event);
    const command = chord && keymapOf(editor, commands).commandFor(chord);
    if (!command || !mayRun(editor, command, chord, event)) return;
    event.preventDefault();
    if (!event.repeat || command.repeats) void command.run(editor);
  }
  window.addEventListener('keydown', press);
  return () => window.removeEventListener('keydown', press);
}

function mayRun(editor: Editor, command: Command, chord: Chord, event: KeyboardEvent): boolean {
  const target = event.target instanceof Element ? event.target : null;
  // A dialog or menu keeps the keyboard to itself.
  if (editor.dialogs.getState().open !== null || target?.closest('[role="menu"], [role="dialog"]'))
    return false;
  if (isTyping(target) && !command.whileTyping) return false;
  // Marked text is what Ctrl+C is meant for.
  if ((chord === 'Ctrl+C' || chord === 'Ctrl+X') && document.getSelection()?.isCollapsed === false)
    return false;
  const isOnControl = target?.closest('button, a, [role="tab"], [role="option"], [role="slider"], summary');
  if (isOnControl && (chord === 'Enter' || chord === 'Space' || chord.startsWith('Arrow'))) return false;
  return command.isEnabled?.(editor) ?? true;
}

function isTyping(target: Element | null): boolean {
  if (target === null) return false;
  if (target instanceof HTMLInputElement)
    return !['checkbox', 'radio', 'range', 'button', 'color', 'file'].includes(target.type);
  return target.closest('textarea, select, [contenteditable="true"]') !== null;
}
