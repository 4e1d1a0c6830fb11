import { endpointCommands } from './change-endpoint.ts';
import type { Command } from './command.ts';
import { editCommands } from './edit.ts';
import { fileCommands } from './file.ts';
import { helpCommands } from './help.ts';
import { layoutCommands } from './layout.ts';
import { canvasCommands, nodeCommands } from './node.ts';
import { runCommands } from './run.ts';
import { viewCommands } from './view.ts';

/** Everything a user can do, in menu order: menus, keys and the palette read this list. */
export const COMMANDS: readonly Command[] = [
  ...fileCommands,
  ...editCommands,
  ...nodeCommands,
  ...endpointCommands,
  ...layoutCommands,
  ...viewCommands,
  ...canvasCommands,
  ...runCommands,
  ...helpCommands,
];

const byId = new Map(COMMANDS.map((command) => [command.id, command]));

/** The command with this id. Throws for an id that does not exist, which is a bug. */
export function commandById(id: string): Command {
  const command = byId.get(id);
  if (!command) throw new Error(`there is no command ${id}`);
  return command;
}
