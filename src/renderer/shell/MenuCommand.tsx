import { Check } from 'lucide-react';
import { DropdownMenu } from 'radix-ui';
import type { Command } from '../commands/command.ts';
import { editor } from '../commands/editor.ts';
import { useKeymap } from '../commands/use-editor.ts';
import { ariaShortcut, keysToShow } from '../parts/key-chord.ts';

interface MenuCommandProps {
  readonly command: Command;
  /** Another wording where the menu makes the command's own too long. */
  readonly label?: string;
}

/** One command as a line of a menu. */
export function MenuCommand({ command, label = command.label }: MenuCommandProps) {
  const chord = useKeymap().chordsOf(command.id)[0];
  const isChecked = command.isChecked?.(editor);
  const shared = {
    className: 'menu__item',
    disabled: command.isEnabled?.(editor) === false,
    'aria-keyshortcuts': chord && ariaShortcut(chord),
    onSelect: () => void command.run(editor),
  };
  const content = (
    <>
      <span className="menu__mark">{isChecked && <Check size={14} aria-hidden />}</span>
      {label}
      {chord && (
        <span className="menu__keys" aria-hidden>
          {keysToShow(chord).join('+')}
        </span>
      )}
    </>
  );
  return isChecked === undefined ? (
    <DropdownMenu.Item {...shared}>{content}</DropdownMenu.Item>
  ) : (
    <DropdownMenu.CheckboxItem {...shared} checked={isChecked}>
      {content}
    </DropdownMenu.CheckboxItem>
  );
}
