import { type KeyboardEvent, useState } from 'react';
import type { NodeType } from '../../engine/define-node.ts';
import { addNode } from '../commands/node-add.ts';
import { matchesText } from '../parts/match-text.ts';
import { RowList } from '../parts/RowList.tsx';
import { SearchBox } from '../parts/SearchBox.tsx';
import { placeForNew } from '../stage/current-stage.ts';
import { registry } from '../state/registry.ts';
import { NodeLibraryRow } from './NodeLibraryRow.tsx';

/** Every node type by group: drag one to the canvas, or press Enter to put it into the middle of the view. */
export function NodeLibrary() {
  const [query, setQuery] = useState('');
  const found = registry.list.filter((type) =>
    matchesText(query, type.title, type.category, type.help, type.id),
  );
  const groups = Map.groupBy(found, (type) => type.category);

  function enter(event: KeyboardEvent<HTMLInputElement>) {
    const first = found[0];
    if (event.key !== 'Enter' || !first || query === '') return;
    addNode(first.id, placeForNew());
  }

  return (
    <>
      <SearchBox label="Search nodes" value={query} onChange={setQuery} onKeyDown={enter} />
      <RowList className="panel__scroll">
        {[...groups].map(([category, types]) => (
          <section key={category} className="library" aria-label={category}>
            <h3 className="library__head">{category}</h3>
            <ul>
              {types.map((type: NodeType) => (
                <li key={type.id}>
                  <NodeLibraryRow type={type} />
                </li>
              ))}
            </ul>
          </section>
        ))}
        {found.length === 0 && (
          <p className="hint">No node is called “{query}”. Try what it does, e.g. “trim” or “price”.</p>
        )}
      </RowList>
    </>
  );
}
