import { ChevronDown, ChevronUp, X } from 'lucide-react';
import { useState } from 'react';
import { useStore } from 'zustand';
import type { Workflow } from '../../engine/workflow.ts';
import { frameNodes } from '../stage/view-moves.ts';
import { activeWorkflow, documentStore } from '../state/document-store.ts';
import { findStore } from '../state/find-store.ts';
import { registry } from '../state/registry.ts';
import { viewStore } from '../state/view-store.ts';
import { fuzzyScore } from './fuzzy.ts';

/** Finds nodes of this workflow by name, type or what is typed in them. */
export function FindBar() {
  const isOpen = useStore(findStore, (state) => state.isOpen);
  return isOpen ? <OpenFindBar /> : null;
}

function OpenFindBar() {
  const [query, setQuery] = useState('');
  const [place, setPlace] = useState(0);
  const workflow = useStore(documentStore, activeWorkflow);
  const found = workflow && query.trim() !== '' ? findInWorkflow(workflow, query) : [];
  const shown = found.length === 0 ? 0 : place % found.length;

  function show(ids: readonly string[], at: number): void {
    const id = ids[(at + ids.length) % Math.max(1, ids.length)];
    setPlace(ids.length === 0 ? 0 : (at + ids.length) % ids.length);
    if (id === undefined) return;
    viewStore.getState().select({ nodes: new Set([id]) });
    frameNodes([id]);
  }
  return (
    <search className="find-bar">
      <input
        className="input"
        aria-label="Find in workflow"
        placeholder="Find in workflow"
        // biome-ignore lint/a11y/noAutofocus: the user has just asked to search
        autoFocus
        value={query}
        onChange={(event) => {
          setQuery(event.target.value);
          show(workflow ? findInWorkflow(workflow, event.target.value) : [], 0);
        }}
        onKeyDown={(event) => {
          event.stopPropagation();
          if (event.key === 'Enter') show(found, shown + (event.shiftKey ? -1 : 1));
          else if (event.key === 'Escape') findStore.setState({ isOpen: false });
        }}
      />
      <output className="find-bar__count">
        {query.trim() === '' ? '' : found.length === 0 ? 'none' : `${shown + 1} of ${found.length}`}
      </output>
      <button
        type="button"
        className="icon-button icon-button--small"
        aria-label="Previous"
        onClick={() => show(found, shown - 1)}
      >
        <ChevronUp size={14} aria-hidden />
      </button>
      <button
        type="button"
        className="icon-button icon-button--small"
        aria-label="Next"
        onClick={() => show(found, shown + 1)}
      >
        <ChevronDown size={14} aria-hidden />
      </button>
      <button
        type="button"
        className="icon-button icon-button--small"
        aria-label="Close"
        onClick={() => findStore.setState({ isOpen: false })}
      >
        <X size={14} aria-hidden />
      </button>
    </search>
  );
}

/** Ids of nodes that answer a query, best first. */
export function findInWorkflow(workflow: Workflow, query: string): string[] {
  if (query.trim() === '') return [];
  const scored: { id: string; score: number }[] = [];
  workflow.nodes.forEach((node) => {
    const { id, title, type, params } = node;
    const names = [title, registry.of(node)?.title, type, id];
    const scores = names
      .map((name) => (name ? fuzzyScore(query, name) : null))
      .filter((score) => score !== null);
    const inParams = Object.values(params).some(
      (value) => typeof value === 'string' && value.toLowerCase().includes(query.trim().toLowerCase()),
    );
    if (scores.length > 0) scored.push({ id, score: 10 + Math.max(...scores) });
    else if (inParams) scored.push({ id, score: 0 });
  });
  return scored.sort((a, b) => b.score - a.score).map(({ id }) => id);
}
