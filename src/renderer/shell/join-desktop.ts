import type { DesktopBridge, MenuEntry } from '../../host/door/desktop-bridge.ts';
import type { Command } from '../commands/command.ts';
import type { Editor } from '../commands/editor.ts';
import { openPath } from '../commands/file-open.ts';
import { keymapOf } from '../commands/keyboard.ts';

/** A menu that is rebuilt while an edge is dragged would flicker. */
const REST_MS = 150;

/** Ties the editor to the desktop shell: its menu, files opened from outside, and closing. Nothing at a browser door. */
export function joinDesktop(
  editor: Editor,
  commands: readonly Command[],
  keepNow: () => Promise<void>,
): void {
  const { blockoutDesktop: bridge } = window as { blockoutDesktop?: DesktopBridge };
  if (!bridge) return;
  let shown = '';
  let isWaiting = false;

  function showMenu(): void {
    isWaiting = false;
    const entries = entriesOf(editor, commands);
    const text = JSON.stringify(entries);
    if (text === shown) return;
    shown = text;
    bridge!.showMenu(entries);
  }
  const showSoon = () => {
    if (isWaiting) return;
    isWaiting = true;
    setTimeout(showMenu, REST_MS);
  };
  const { documents, views, runs, settings } = editor;
  for (const store of [documents, views, runs, settings]) store.subscribe(showSoon);
  showMenu();
  bridge.onCommand((id) => {
    const command = commands.find((other) => other.id === id);
    if (command && command.isEnabled?.(editor) !== false) void command.run(editor);
  });
  bridge.onOpenFile((path) => void openPath(editor, path));
  bridge.onBeforeClose(keepNow);
}

function entriesOf(editor: Editor, commands: readonly Command[]): MenuEntry[] {
  const keymap = keymapOf(editor, commands);
  return commands.flatMap(({ id, label, category, menuGroup, isEnabled, isChecked }) => {
    if (menuGroup === undefined) return [];
    const keys = keymap.chordsOf(id)[0];
    return [
      {
        ...{ id, label, category, group: menuGroup },
        isEnabled: isEnabled?.(editor) !== false,
        ...(keys !== undefined && { keys }),
        ...(isChecked && { isChecked: isChecked(editor) }),
      },
    ];
  });
}
