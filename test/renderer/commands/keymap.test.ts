import { describe, expect, test } from 'vitest';
import { type Command, NO_KEYS, sameKeys } from '../../../src/renderer/commands/command.ts';
import { COMMANDS, commandById } from '../../../src/renderer/commands/index.ts';
import { createKeymap } from '../../../src/renderer/commands/keymap.ts';
import { chordOf, keysToShow, normalChord } from '../../../src/renderer/parts/key-chord.ts';

const press = (
  key: string,
  code: string,
  held: Partial<Record<'ctrl' | 'meta' | 'alt' | 'shift', true>> = {},
) =>
  chordOf({
    ...{ key, code },
    ctrlKey: held.ctrl === true,
    metaKey: held.meta === true,
    altKey: held.alt === true,
    shiftKey: held.shift === true,
  });

describe('chords', () => {
  test('modifiers come in one order and ⌘ counts as Ctrl', () => {
    expect(press('Z', 'KeyZ', { shift: true, meta: true })).toBe('Ctrl+Shift+Z');
    expect(normalChord('shift+ctrl+z')).toBe('Ctrl+Shift+Z');
  });

  test('a letter is told by its place where Alt turns it into a special character', () => {
    expect(press('∑', 'KeyW', { alt: true })).toBe('Alt+W');
  });

  test('Shift that only makes the sign says nothing', () => {
    expect(press('?', 'Slash', { shift: true })).toBe('?');
    expect(press('+', 'Equal', { shift: true })).toBe('+');
  });

  test('modifiers alone are no chord', () => {
    expect(press('Shift', 'ShiftLeft', { shift: true })).toBeNull();
  });

  test('the plus key survives being written down', () => {
    expect(normalChord('+')).toBe('+');
    expect(normalChord('Ctrl++')).toBe('Ctrl++');
    expect(keysToShow('Ctrl++')).toEqual(['Ctrl', '+']);
  });
});

const command = (id: string, shortcuts: Command['shortcuts']): Command => ({
  ...{ id, shortcuts },
  label: id,
  category: 'Edit',
  run: () => {},
});

describe('a keymap', () => {
  const copy = command('copy', sameKeys('Ctrl+C', 'Ctrl+Insert'));
  const collapse = command('collapse', { comfyui: ['Alt+C'], blender: ['H'] });
  const bare = command('bare', NO_KEYS);
  const all = [copy, collapse, bare];

  test('follows the preset', () => {
    expect(createKeymap(all, 'comfyui').commandFor('Alt+C')).toBe(collapse);
    expect(createKeymap(all, 'blender').commandFor('Alt+C')).toBeUndefined();
    expect(createKeymap(all, 'blender').commandFor('H')).toBe(collapse);
  });

  test('a rebinding replaces the keys of a command and takes them from others', () => {
    const map = createKeymap(all, 'comfyui', { bare: ['ctrl+c'] });
    expect(map.commandFor('Ctrl+C')).toBe(bare);
    expect(map.chordsOf('copy')).toEqual(['Ctrl+Insert']);
    expect(map.clashes.get('Ctrl+C')).toEqual([bare, copy]);
  });

  test('an empty rebinding takes the keys away', () => {
    const map = createKeymap(all, 'comfyui', { copy: [] });
    expect(map.commandFor('Ctrl+C')).toBeUndefined();
    expect(map.chordsOf('copy')).toEqual([]);
  });
});

describe('the commands of the editor', () => {
  test('have ids of their own', () => {
    const ids = COMMANDS.map(({ id }) => id);
    expect(ids.filter((id, place) => ids.indexOf(id) !== place)).toEqual([]);
    expect(() => commandById('no.such')).toThrow('no.such');
  });

  test.each(['comfyui', 'blender'] as const)(
    'each %s key leads to one command or to a known pair',
    (preset) => {
      const { clashes } = createKeymap(COMMANDS, preset);
      const pairs = [...clashes].map(([chord, taken]) => `${chord}: ${taken.map(({ id }) => id).join(', ')}`);
      // Blender's own Ctrl+X heals, but cutting has it everywhere else; Ctrl+Delete heals too.
      expect(pairs).toEqual(preset === 'blender' ? ['Ctrl+X: edit.cut, edit.delete-and-heal'] : []);
    },
  );

  test('no bare key throws anything away but Delete, Backspace and Blender’s X', () => {
    const { chordsOf } = createKeymap(COMMANDS, 'comfyui');
    expect(chordsOf('edit.delete')).toEqual(['Delete', 'Backspace']);
    expect(createKeymap(COMMANDS, 'blender').chordsOf('edit.delete')).toEqual(['X', 'Delete']);
  });
});
