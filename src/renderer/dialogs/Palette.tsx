import { Command as List } from 'cmdk';
import { Dialog } from 'radix-ui';
import { useStore } from 'zustand';
import { editor } from '../commands/editor.ts';
import { COMMANDS } from '../commands/index.ts';
import { addNode } from '../commands/node-add.ts';
import { useKeymap } from '../commands/use-editor.ts';
import { nodeIcon } from '../look/node-icon.ts';
import { Keys } from '../parts/Keys.tsx';
import { placeForNew } from '../stage/current-stage.ts';
import { dialogStore } from '../state/dialog-store.ts';
import { registry } from '../state/registry.ts';

/** Every command, node type and open workflow by name. */
export function Palette() {
  const keymap = useKeymap();
  const tabs = useStore(editor.documents, (state) => state.tabs);
  const { close } = dialogStore.getState();
  const then = (act: () => void) => () => {
    close();
    act();
  };
  return (
    <Dialog.Root open onOpenChange={(isOpen) => !isOpen && close()}>
      <Dialog.Portal>
        <Dialog.Overlay className="scrim" />
        <Dialog.Content className="palette" aria-describedby={undefined}>
          <Dialog.Title className="unseen">All commands</Dialog.Title>
          <List label="All commands" loop>
            <List.Input className="palette__input" placeholder="What do you want to do?" />
            <List.List className="palette__list">
              <List.Empty className="hint">Nothing is called that.</List.Empty>
              <List.Group heading="Commands">
                {COMMANDS.filter((command) => command.id !== 'help.palette').map((command) => {
                  const chord = keymap.chordsOf(command.id)[0];
                  return (
                    <List.Item
                      key={command.id}
                      value={`${command.category} ${command.label} ${command.words ?? ''}`}
                      className="palette__item"
                      disabled={command.isEnabled?.(editor) === false}
                      onSelect={then(() => void command.run(editor))}
                    >
                      <span className="quiet palette__group">{command.category}</span>
                      <span className="palette__label">{command.label}</span>
                      {chord && <Keys chord={chord} />}
                    </List.Item>
                  );
                })}
              </List.Group>
              <List.Group heading="Add a node">
                {registry.list.map((type) => {
                  const Icon = nodeIcon(type);
                  return (
                    <List.Item
                      key={type.id}
                      value={`Add ${type.title} ${type.category} ${type.help}`}
                      className="palette__item"
                      onSelect={then(() => addNode(type.id, placeForNew()))}
                    >
                      <Icon size={14} aria-hidden />
                      <span className="palette__label">{type.title}</span>
                      <span className="quiet">{type.category}</span>
                    </List.Item>
                  );
                })}
              </List.Group>
              {tabs.length > 1 && (
                <List.Group heading="Go to workflow">
                  {tabs.map((tab) => (
                    <List.Item
                      key={tab.id}
                      value={`Go to ${tab.versioned.workflow.name} ${tab.id}`}
                      className="palette__item"
                      onSelect={then(() => editor.documents.getState().activate(tab.id))}
                    >
                      <span className="palette__label">{tab.versioned.workflow.name}</span>
                    </List.Item>
                  ))}
                </List.Group>
              )}
            </List.List>
          </List>
        </Dialog.Content>
      </Dialog.Portal>
    </Dialog.Root>
  );
}
