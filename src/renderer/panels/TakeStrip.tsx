import { Pin, PinOff, Play } from 'lucide-react';
import { useStore } from 'zustand';
import { standForSame } from '../../engine/pins.ts';
import { formatUsd } from '../../fal/price.ts';
import { editor } from '../commands/editor.ts';
import { posterUrl } from '../host/asset-url.ts';
import { formatMoment } from '../parts/format-facts.ts';
import { IconButton } from '../parts/IconButton.tsx';
import type { Take } from '../state/run-store.ts';
import { useTabRun } from '../state/use-run.ts';

const NONE: readonly Take[] = [];

/** Every take this node brought back; a pinned one stands in for the node, so that nothing is paid again. */
export function TakeStrip({ nodeId }: { readonly nodeId: string }) {
  const takes = useTabRun((run) => run.takes[nodeId] ?? NONE);
  const pins = useTabRun((run) => run.pins);
  const tabId = useStore(editor.documents, (state) => state.activeId);
  if (takes.length === 0 || tabId === null) return null;
  return (
    <section className="facts" aria-label="Takes">
      <h3>
        Takes <span className="quiet">{takes.length}</span>
      </h3>
      <ul className="takes">
        {takes.map((take, place) => {
          const pin = { nodeId, places: take.places ?? {}, jobId: take.jobId };
          const isPinned = pins.some((other) => standForSame(pin, other) && other.jobId === pin.jobId);
          return (
            <li key={take.jobId} className={isPinned ? 'take take--pinned' : 'take'}>
              <button
                type="button"
                className="take__picture"
                aria-label={`Watch take ${takes.length - place}`}
                onClick={() =>
                  editor.views.setState({ drawer: 'viewer', viewerTarget: { jobId: take.jobId } })
                }
              >
                <img src={posterUrl(take.asset, 160)} alt="" loading="lazy" decoding="async" />
                <Play size={16} aria-hidden />
              </button>
              <span className="take__words">
                <b>Take {takes.length - place}</b>
                <span className="quiet">
                  {take.seed !== null && `seed ${take.seed} · `}
                  {formatUsd(take.costUsd, 'after')}
                </span>
                <span className="quiet">{formatMoment(take.atMs)}</span>
              </span>
              <IconButton
                icon={isPinned ? PinOff : Pin}
                label={isPinned ? 'Unpin: the node may run again' : 'Pin: this take stands in for the node'}
                side="left"
                className="icon-button icon-button--small"
                aria-pressed={isPinned}
                onClick={() => editor.runs.getState()[isPinned ? 'unpin' : 'pin'](tabId, pin)}
              />
            </li>
          );
        })}
      </ul>
    </section>
  );
}
