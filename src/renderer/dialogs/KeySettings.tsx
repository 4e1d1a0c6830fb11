import { type KeyboardEvent, useState } from 'react';
import { useStore } from 'zustand';
import type { Command } from '../commands/command.ts';
import { editor } from '../commands/editor.ts';
import { COMMANDS } from '../commands/index.ts';
import { changeSettings } from '../commands/settings-change.ts';
import { useKeymap } from '../commands/use-editor.ts';
import { Keys } from '../parts/Keys.tsx';
import { chordOf } from '../parts/key-chord.ts';
import { matchesText } from '../parts/match-text.ts';
import { SearchBox } from '../parts/SearchBox.tsx';
import { ChoiceRow } from './ChoiceRow.tsx';
import { SettingRow } from './SettingRow.tsx';

const PRESETS = [
  { value: 'comfyui', label: 'ComfyUI' },
  { value: 'blender', label: 'Blender' },
] as const;

/** Keymap preset, and the user's own keys on top of it. */
export function KeySettings() {
  const preset = useStore(editor.settings, (state) => state.keymap);
  const keys = useStore(editor.settings, (state) => state.keys);
  const [query, setQuery] = useState('');
  const shown = COMMANDS.filter(({ label, category, words }) => matchesText(query, label, category, words));
  const changedCount = Object.keys(keys).length;
  return (
    <>
      <SettingRow label="Preset" help="Muscle memory of the program you come from.">
        <ChoiceRow
          label="Preset"
          value={preset}
          options={PRESETS}
          onChange={(value) => void changeSettings(editor, { keymap: value })}
        />
      </SettingRow>
      <div className="line">
        <SearchBox label="Search commands" value={query} onChange={setQuery} />
        <button
          type="button"
          className="button"
          disabled={changedCount === 0}
          onClick={() => void changeSettings(editor, { keys: {} })}
        >
          Reset all ({changedCount})
        </button>
      </div>
      <ul className="keylist">
        {shown.map((command) => (
          <KeyRow key={command.id} command={command} isChanged={Object.hasOwn(keys, command.id)} />
        ))}
      </ul>
    </>
  );
}

function KeyRow({ command, isChanged }: { readonly command: Command; readonly isChanged: boolean }) {
  const keymap = useKeymap();
  const [isListening, setListening] = useState(false);
  const chords = keymap.chordsOf(command.id);
  const clash = chords
    .flatMap((chord) => keymap.clashes.get(chord) ?? [])
    .find((other) => other.id !== command.id);

  function rebind(next: readonly string[] | null) {
    const { [command.id]: _, ...others } = editor.settings.getState().keys;
    void changeSettings(editor, { keys: next === null ? others : { ...others, [command.id]: [...next] } });
  }
  function press(event: KeyboardEvent) {
    if (!isListening) return;
    event.preventDefault();
    event.stopPropagation();
    if (event.key === 'Escape') return setListening(false);
    if (event.key === 'Backspace') {
      rebind([]);
      return setListening(false);
    }
    const chord = chordOf(event.nativeEvent);
    if (!chord) return;
    rebind([chord]);
    setListening(false);
  }

  return (
    <li className="keyrow">
      <span>
        {command.label.replace('…', '')} <span className="quiet">{command.category}</span>
        {clash && <span className="refusal"> Also wanted by “{clash.label}”.</span>}
      </span>
      <button
        type="button"
        className="keyrow__keys"
        onClick={() => setListening(true)}
        onKeyDown={press}
        onBlur={() => setListening(false)}
      >
        <span className="unseen">Change the keys for {command.label}: </span>
        {isListening ? (
          <span className="quiet">Press keys; Backspace for none</span>
        ) : chords.length > 0 ? (
          chords.map((chord) => <Keys key={chord} chord={chord} />)
        ) : (
          <span className="quiet">none</span>
        )}
      </button>
      <button
        type="button"
        className="button button--small button--quiet"
        disabled={!isChanged}
        aria-label={`Reset the keys for ${command.label}`}
        onClick={() => rebind(null)}
      >
        Reset
      </button>
    </li>
  );
}
