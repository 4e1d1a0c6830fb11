import { type Chord, normalChord } from '../parts/key-chord.ts';
import type { Command, KeymapPreset } from './command.ts';

/** Which keys lead to which command, after the user's own choices. */
export interface Keymap {
  /** Chords of a command, the first one is shown. */
  chordsOf(commandId: string): readonly Chord[];
  commandFor(chord: Chord): Command | undefined;
  /** Commands that share a chord, so that the settings can point at them. */
  readonly clashes: ReadonlyMap<Chord, readonly Command[]>;
}

export type Rebindings = Readonly<Record<string, readonly string[]>>;

/** The keymap of a preset with the user's rebindings on top; a rebinding wins over a preset's key. */
export function createKeymap(
  commands: readonly Command[],
  preset: KeymapPreset,
  rebindings: Rebindings = {},
): Keymap {
  const chords = new Map<string, readonly Chord[]>();
  const byChord = new Map<Chord, Command[]>();
  const own = commands.filter(({ id }) => Object.hasOwn(rebindings, id));
  for (const command of [...own, ...commands.filter((command) => !own.includes(command))]) {
    const keys = (rebindings[command.id] ?? command.shortcuts[preset]).map(normalChord);
    const isOwn = Object.hasOwn(rebindings, command.id);
    chords.set(
      command.id,
      keys.filter((chord) => isOwn || !byChord.has(chord)),
    );
    for (const chord of keys) byChord.set(chord, [...(byChord.get(chord) ?? []), command]);
  }
  return {
    chordsOf: (id) => chords.get(id) ?? [],
    commandFor: (chord) => byChord.get(chord)?.[0],
    clashes: new Map([...byChord].filter(([, taken]) => taken.length > 1)),
  };
}
