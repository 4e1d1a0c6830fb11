/** A key combination in the one spelling used everywhere: modifiers in the order Ctrl, Alt, Shift, then the key. */
export type Chord = string;

const MODIFIERS = ['Ctrl', 'Alt', 'Shift'] as const;

interface PressedKey {
  readonly key: string;
  readonly code: string;
  readonly ctrlKey: boolean;
  readonly metaKey: boolean;
  readonly altKey: boolean;
  readonly shiftKey: boolean;
}

/** The chord of a key event; null while only modifiers are down. ⌘ counts as Ctrl. */
export function chordOf(event: PressedKey): Chord | null {
  if (['Control', 'Meta', 'Alt', 'Shift', 'AltGraph', 'Dead', 'Unidentified'].includes(event.key))
    return null;
  const key = keyName(event);
  const pressed = [event.ctrlKey || event.metaKey, event.altKey, event.shiftKey && !isShiftedSign(event)];
  return [...MODIFIERS.filter((_, place) => pressed[place]), key].join('+');
}

/** The chord in its one spelling, whatever order or case it was written in. */
export function normalChord(text: string): Chord {
  const parts = text === '+' ? ['+'] : text.split(/\+(?!$)/);
  const key = parts.pop()!;
  const down = new Set(parts.map((part) => part.toLowerCase()));
  const named = key.length === 1 ? key.toUpperCase() : key;
  return [...MODIFIERS.filter((name) => down.has(name.toLowerCase())), named].join('+');
}

const isMac = () => /mac/i.test(globalThis.navigator?.platform ?? '');
const SIGNS: Readonly<Record<string, string>> = {
  ArrowLeft: '←',
  ArrowRight: '→',
  ArrowUp: '↑',
  ArrowDown: '↓',
  Escape: 'Esc',
};

/** The keys of a chord as they are written on the keyboard. */
export function keysToShow(chord: Chord): string[] {
  const parts = chord === '+' ? ['+'] : chord.split(/\+(?!$)/);
  return parts.map((part) => {
    if (isMac()) {
      if (part === 'Ctrl') return '⌘';
      if (part === 'Alt') return '⌥';
      if (part === 'Shift') return '⇧';
    }
    return SIGNS[part] ?? part;
  });
}

/** In menus and for `aria-keyshortcuts`. */
export function ariaShortcut(chord: Chord): string {
  return chord.replace('Ctrl', isMac() ? 'Meta' : 'Control');
}

function keyName({ key, code }: PressedKey): string {
  if (code === 'NumpadDecimal') return 'Numpad.';
  // With Alt or on other layouts `key` is a special character, so letters are told by their place.
  if (/^Key[A-Z]$/.test(code) && !/^[a-z]$/i.test(key)) return code.slice(3);
  if (key === ' ') return 'Space';
  return key.length === 1 ? key.toUpperCase() : key;
}

/** Signs like ? need Shift on some keyboards and not on others, so Shift says nothing about them. */
function isShiftedSign({ key }: PressedKey): boolean {
  return key.length === 1 && key !== ' ' && key.toLowerCase() === key.toUpperCase();
}
