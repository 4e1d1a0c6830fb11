import { Menu as MenuIcon } from 'lucide-react';
import { DropdownMenu } from 'radix-ui';
import type { Command, CommandCategory } from '../commands/command.ts';
import { COMMANDS } from '../commands/index.ts';
import { MenuCommand } from './MenuCommand.tsx';

const CATEGORIES: readonly CommandCategory[] = ['File', 'Edit', 'Node', 'View', 'Run', 'Help'];

/** The menu of everything, for doors without a menu bar of their own. */
export function MainMenu() {
  return (
    <DropdownMenu.Root modal={false}>
      <DropdownMenu.Trigger className="icon-button" aria-label="Menu">
        <MenuIcon size={16} aria-hidden />
      </DropdownMenu.Trigger>
      <DropdownMenu.Portal>
        <DropdownMenu.Content className="menu" align="start" sideOffset={4} collisionPadding={8}>
          {CATEGORIES.map((category) => (
            <DropdownMenu.Sub key={category}>
              <DropdownMenu.SubTrigger className="menu__item">
                {category}
                <span className="menu__keys" aria-hidden>
                  ›
                </span>
              </DropdownMenu.SubTrigger>
              <DropdownMenu.Portal>
                <DropdownMenu.SubContent className="menu" sideOffset={4} collisionPadding={8}>
                  <MenuGroups commands={COMMANDS.filter((command) => command.category === category)} />
                </DropdownMenu.SubContent>
              </DropdownMenu.Portal>
            </DropdownMenu.Sub>
          ))}
        </DropdownMenu.Content>
      </DropdownMenu.Portal>
    </DropdownMenu.Root>
  );
}

function MenuGroups({ commands }: { readonly commands: readonly Command[] }) {
  const shown = commands.filter(({ menuGroup }) => menuGroup !== undefined);
  const groups = [...new Set(shown.map(({ menuGroup }) => menuGroup))];
  return groups.map((group, place) => (
    <DropdownMenu.Group key={group}>
      {place > 0 && <DropdownMenu.Separator className="menu__line" />}
      {shown
        .filter(({ menuGroup }) => menuGroup === group)
        .map((command) => (
          <MenuCommand key={command.id} command={command} />
        ))}
    </DropdownMenu.Group>
  ));
}
