import { useStore } from 'zustand';
import type { CommandCategory } from '../commands/command.ts';
import { editor } from '../commands/editor.ts';
import { COMMANDS } from '../commands/index.ts';
import { useKeymap } from '../commands/use-editor.ts';
import { Keys } from '../parts/Keys.tsx';
import { DialogFrame } from './DialogFrame.tsx';

const CATEGORIES: readonly CommandCategory[] = ['File', 'Edit', 'Node', 'View', 'Run', 'Help'];

const GESTURES: readonly (readonly [string, string])[] = [
  ['Pan', 'Space + drag, middle button, or two fingers'],
  ['Zoom', 'Wheel, or pinch'],
  ['Search for a node', 'Double-click the canvas'],
  ['Connect and add', 'Drop a loose edge on the canvas'],
  ['Insert into an edge', 'Drop a node on it'],
  ['Select several', 'Drag a box; Shift adds'],
  ['Change a number', 'Drag it; Shift for small steps'],
  ['Scrub a clip', 'Move across its picture'],
];

/** All keys of the present keymap, and what the mouse can do. */
export function CheatSheet() {
  const keymap = useKeymap();
  const preset = useStore(editor.settings, (state) => state.keymap);
  return (
    <DialogFrame
      title="Keyboard shortcuts"
      about={`Keymap: ${preset === 'comfyui' ? 'ComfyUI' : 'Blender'}. Change keys in the settings.`}
      width={920}
    >
      <div className="sheet">
        {CATEGORIES.map((category) => {
          const commands = COMMANDS.filter(
            (command) => command.category === category && keymap.chordsOf(command.id).length > 0,
          );
          return commands.length === 0 ? null : (
            <section key={category}>
              <h3>{category}</h3>
              <dl>
                {commands.map((command) => (
                  <div key={command.id}>
                    <dt>{command.label.replace('…', '')}</dt>
                    <dd>
                      {keymap.chordsOf(command.id).map((chord) => (
                        <Keys key={chord} chord={chord} />
                      ))}
                    </dd>
                  </div>
                ))}
              </dl>
            </section>
          );
        })}
        <section>
          <h3>Mouse</h3>
          <dl>
            {GESTURES.map(([what, how]) => (
              <div key={what}>
                <dt>{what}</dt>
                <dd className="quiet">{how}</dd>
              </div>
            ))}
          </dl>
        </section>
      </div>
    </DialogFrame>
  );
}
