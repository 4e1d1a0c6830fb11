import { type KeyboardEvent, useState } from 'react';
import { createPortal } from 'react-dom';
import { useStore } from 'zustand';
import type { NodeType } from '../../engine/define-node.ts';
import { addNode } from '../commands/node-add.ts';
import { CATEGORY_LOOK } from '../look/category-look.ts';
import { KIND_LOOK } from '../look/kind-look.ts';
import { nodeIcon } from '../look/node-icon.ts';
import { registry } from '../state/registry.ts';
import { closeSearch, type SearchState, searchStore } from '../state/search-store.ts';
import { findNodeTypes } from './find-node-types.ts';
import { focusCard } from './focus-card.ts';
import { usePopoverPlace } from './use-popover-place.ts';

/** Search for a node to add, at the place where it was asked for. */
export function NodeSearch() {
  const search = useStore(searchStore);
  return search.at ? <OpenSearch key={`${search.at.x} ${search.at.y}`} search={search} /> : null;
}

function OpenSearch({ search }: { readonly search: SearchState }) {
  const [query, setQuery] = useState('');
  const [place, setPlace] = useState(0);
  const box = usePopoverPlace(search.at!, closeSearch);
  const found = findNodeTypes(registry.list, query, search.connecting);
  const chosen = found[Math.min(place, found.length - 1)];

  function add(type: NodeType): void {
    closeSearch();
    const id = addNode(type.id, search.place, {}, search.connecting);
    if (id !== null) focusCard(id);
  }
  function pressKey(event: KeyboardEvent): void {
    const steps: Readonly<Record<string, number>> = { ArrowDown: 1, ArrowUp: -1 };
    const step = steps[event.key];
    event.stopPropagation();
    if (step !== undefined) setPlace((place + step + found.length) % Math.max(1, found.length));
    else if (event.key === 'Enter' && chosen) add(chosen);
    else if (event.key === 'Escape') closeSearch();
    else return;
    event.preventDefault();
  }

  const { connecting } = search;
  return createPortal(
    <div className="node-search" ref={box} role="dialog" aria-label="Add a node">
      <input
        className="input"
        role="combobox"
        aria-expanded
        aria-controls="node-search-list"
        aria-activedescendant={chosen ? `node-search-${chosen.id}` : undefined}
        aria-label="Search for a node"
        placeholder={
          connecting ? `Nodes for ${KIND_LOOK[connecting.kind].label.toLowerCase()}` : 'Search for a node'
        }
        // biome-ignore lint/a11y/noAutofocus: the user has just asked to search
        autoFocus
        value={query}
        onChange={(event) => {
          setQuery(event.target.value);
          setPlace(0);
        }}
        onKeyDown={pressKey}
      />
      <div className="node-search__list" id="node-search-list" role="listbox" aria-label="Nodes">
        {found.map((type, at) => (
          <SearchRow
            key={type.id}
            type={type}
            heading={query === '' && type.category !== found[at - 1]?.category}
            isChosen={type === chosen}
            add={add}
            point={() => setPlace(at)}
          />
        ))}
      </div>
      {found.length === 0 && (
        <p className="node-search__empty">
          {connecting && query === '' ? 'No node takes this.' : `No node is called “${query}”.`}
        </p>
      )}
      {chosen && <p className="node-search__help">{chosen.help}</p>}
    </div>,
    document.body,
  );
}

interface SearchRowProps {
  readonly type: NodeType;
  readonly heading: boolean;
  readonly isChosen: boolean;
  add(type: NodeType): void;
  point(): void;
}

function SearchRow({ type, heading, isChosen, add, point }: SearchRowProps) {
  const Icon = nodeIcon(type);
  return (
    <>
      {heading && (
        <div className="node-search__heading" role="presentation">
          {type.category}
        </div>
      )}
      <div
        id={`node-search-${type.id}`}
        className="node-search__row"
        role="option"
        tabIndex={-1}
        aria-selected={isChosen}
        ref={(row) => {
          if (isChosen) row?.scrollIntoView({ block: 'nearest' });
        }}
        onPointerMove={point}
        onClick={() => add(type)}
        onKeyDown={undefined}
      >
        <span
          className="node-search__icon"
          style={{ color: `var(${CATEGORY_LOOK[type.category].colorVar})` }}
        >
          <Icon size={14} aria-hidden />
        </span>
        <span>{type.title}</span>
        <small className="quiet">{type.category}</small>
      </div>
    </>
  );
}
