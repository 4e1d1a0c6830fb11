import { useState } from 'react';
import { createPortal } from 'react-dom';
import { useStore } from 'zustand';
import { currentStage } from '../stage/current-stage.ts';
import { connectorStore } from '../state/connector-store.ts';
import { activeWorkflow, documentStore } from '../state/document-store.ts';
import { connectionChoices } from './connection-choices.ts';
import { focusCard } from './focus-card.ts';
import { fuzzyScore } from './fuzzy.ts';
import { commitEdge } from './gestures/connect.ts';
import { usePopoverPlace } from './use-popover-place.ts';

const close = () => connectorStore.setState({ nodeId: null });

/** Connects a node without a pointer: every edge that could be drawn from or to it, as a list to search. */
export function ConnectorList() {
  const nodeId = useStore(connectorStore, (state) => state.nodeId);
  return nodeId === null ? null : <OpenList key={nodeId} nodeId={nodeId} />;
}

function OpenList({ nodeId }: { readonly nodeId: string }) {
  const [query, setQuery] = useState('');
  const [place, setPlace] = useState(0);
  const workflow = useStore(documentStore, activeWorkflow);
  const box = usePopoverPlace(placeOf(nodeId), close);
  const all = workflow ? connectionChoices(workflow, nodeId) : [];
  const found = all.filter(({ label }) => fuzzyScore(query, label) !== null);
  const chosen = found[Math.min(place, found.length - 1)];

  function pick(choice: (typeof all)[number]): void {
    close();
    commitEdge({ from: choice.from, detached: null }, choice.to);
    focusCard(nodeId);
  }
  return createPortal(
    <div className="node-search" ref={box} role="dialog" aria-label="Connect">
      <input
        className="input"
        role="combobox"
        aria-expanded
        aria-controls="connector-list"
        aria-activedescendant={chosen ? `connector-${chosen.key}` : undefined}
        aria-label="Search for a connection"
        placeholder="Connect"
        // biome-ignore lint/a11y/noAutofocus: the user has just asked to connect
        autoFocus
        value={query}
        onChange={(event) => {
          setQuery(event.target.value);
          setPlace(0);
        }}
        onKeyDown={(event) => {
          event.stopPropagation();
          const count = Math.max(1, found.length);
          if (event.key === 'ArrowDown') setPlace((place + 1) % count);
          else if (event.key === 'ArrowUp') setPlace((place - 1 + count) % count);
          else if (event.key === 'Enter' && chosen) pick(chosen);
          else if (event.key === 'Escape') {
            close();
            focusCard(nodeId);
          } else return;
          event.preventDefault();
        }}
      />
      <div className="node-search__list" id="connector-list" role="listbox" aria-label="Connections">
        {found.map((choice) => (
          <div
            key={choice.key}
            id={`connector-${choice.key}`}
            className="node-search__row"
            role="option"
            tabIndex={-1}
            aria-selected={choice === chosen}
            onClick={() => pick(choice)}
            onKeyDown={undefined}
          >
            <span className="clip">{choice.label}</span>
          </div>
        ))}
      </div>
      {found.length === 0 && <p className="node-search__empty">Nothing here fits. Add another node first.</p>}
    </div>,
    document.body,
  );
}

function placeOf(nodeId: string): { x: number; y: number } {
  const stage = currentStage();
  const box = stage?.scene.boxes.get(nodeId);
  return stage && box ? stage.toClient({ x: box.x + box.width + 8, y: box.y }) : { x: 200, y: 120 };
}
