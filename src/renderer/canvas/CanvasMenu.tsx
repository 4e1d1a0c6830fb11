import { useCallback } from 'react';
import { createPortal } from 'react-dom';
import { useStore } from 'zustand';
import type { Command } from '../commands/command.ts';
import { editor } from '../commands/editor.ts';
import { COMMANDS, commandById } from '../commands/index.ts';
import { keymapOf } from '../commands/keyboard.ts';
import { keysToShow } from '../parts/key-chord.ts';
import { closeMenu, type MenuTarget, menuStore } from '../state/menu-store.ts';
import { usePopoverPlace } from './use-popover-place.ts';

/** Command ids of each menu, in groups. */
const MENUS: { readonly [K in MenuTarget['kind']]: readonly (readonly string[])[] } = {
  canvas: [
    ['node.add', 'node.note', 'node.group'],
    ['edit.paste', 'edit.paste-keeping-inputs', 'edit.select-all'],
    ['layout.auto', 'edit.show-all', 'edit.undo', 'edit.redo'],
  ],
  node: [
    ['node.rename', 'node.connect', 'node.collapse'],
    ['node.bypass', 'node.mute', 'edit.remove-edges'],
    ['edit.cut', 'edit.copy', 'edit.duplicate', 'edit.duplicate-keeping-inputs'],
    ['node.group', 'edit.select-upstream', 'edit.select-downstream'],
    ['edit.delete', 'edit.delete-and-heal'],
  ],
  edge: [['edit.delete']],
  group: [['node.rename', 'edit.duplicate', 'edit.delete']],
  note: [['edit.copy', 'edit.duplicate', 'edit.delete']],
};

/** The menu of whatever was pressed with the right button. */
export default function CanvasMenu() {
  const { target, at } = useStore(menuStore);
  const box = usePopoverPlace(at, closeMenu);
  const focusFirst = useCallback(
    (element: HTMLElement | null) => {
      element?.querySelector<HTMLElement>('[role="menuitem"]:not([aria-disabled="true"])')?.focus();
      return box(element);
    },
    [box],
  );
  if (!target) return null;
  return createPortal(
    <div
      className="menu canvas-menu"
      role="menu"
      tabIndex={-1}
      ref={focusFirst}
      aria-label="Menu"
      onKeyDown={(event) => {
        const items = [...event.currentTarget.querySelectorAll<HTMLElement>('[role="menuitem"]')];
        const now = items.indexOf(document.activeElement as HTMLElement);
        const step = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0;
        if (event.key === 'Escape' || event.key === 'Tab') closeMenu();
        else if (step !== 0) items[(now + step + items.length) % items.length]?.focus();
        else return;
        event.preventDefault();
        event.stopPropagation();
      }}
    >
      {MENUS[target.kind].map((group, place) => (
        <MenuGroup key={group.join()} ids={group} isFirst={place === 0} />
      ))}
    </div>,
    document.body,
  );
}

function MenuGroup({ ids, isFirst }: { readonly ids: readonly string[]; readonly isFirst: boolean }) {
  return (
    <>
      {!isFirst && <hr className="menu__line" />}
      {ids.map((id) => (
        <MenuItem key={id} command={commandById(id)} />
      ))}
    </>
  );
}

function MenuItem({ command }: { readonly command: Command }) {
  const isEnabled = command.isEnabled?.(editor) ?? true;
  const [chord] = keymapOf(editor, COMMANDS).chordsOf(command.id);
  return (
    <button
      type="button"
      role="menuitem"
      className="menu__item"
      aria-disabled={!isEnabled}
      data-disabled={isEnabled ? undefined : ''}
      onPointerEnter={(event) => event.currentTarget.focus()}
      onClick={() => {
        if (!isEnabled) return;
        closeMenu();
        void command.run(editor);
      }}
    >
      {command.label}
      {chord && <span className="menu__keys">{keysToShow(chord).join(' ')}</span>}
    </button>
  );
}
