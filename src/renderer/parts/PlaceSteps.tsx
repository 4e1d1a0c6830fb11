import { ChevronLeft, ChevronRight } from 'lucide-react';
import { useStore } from 'zustand';
import { cellAt, type NamedAxis } from '../../engine/places.ts';
import { documentStore } from '../state/document-store.ts';
import { runStore } from '../state/run-store.ts';
import { useTabRun } from '../state/use-run.ts';
import { IconButton } from './IconButton.tsx';

/** Says which of several is shown, along each axis, and steps to the next: the whole editor goes along. */
export function PlaceSteps({ axes }: { readonly axes: readonly NamedAxis[] }) {
  const tabId = useStore(documentStore, ({ activeId }) => activeId);
  const where = useTabRun((run) => run.where);
  const shown = axes.filter(({ length }) => length > 0);
  if (shown.length === 0 || tabId === null) return null;
  return (
    <ul className="places" aria-label="Shown of the lists">
      {shown.map((axis) => {
        const at = cellAt([axis], where);
        const step = (side: 'Previous' | 'Next', icon: typeof ChevronLeft, to: number) => (
          <IconButton
            icon={icon}
            size={13}
            label={`${side} ${axis.label}`}
            className="icon-button icon-button--small"
            disabled={axis.places[to] === undefined}
            onClick={() => runStore.getState().lookAt(tabId, axis.id, axis.places[to]!)}
          />
        );
        return (
          <li key={axis.id}>
            <span className="quiet">{axis.label}</span>
            <b className="clip" title={axis.places[at]}>
              {axis.places[at]}
            </b>
            {step('Previous', ChevronLeft, at - 1)}
            <span className="places__count" aria-live="polite">
              {at + 1} of {axis.length}
            </span>
            {step('Next', ChevronRight, at + 1)}
          </li>
        );
      })}
    </ul>
  );
}
