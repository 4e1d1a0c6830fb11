import { Pin, PinOff, Play } from 'lucide-react';
import { useStore } from 'zustand';
import { placesKey, placesText } from '../../engine/places.ts';
import { formatUsd } from '../../fal/price.ts';
import { editor } from '../commands/editor.ts';
import { openTake } from '../commands/open-viewer.ts';
import { posterUrl } from '../host/asset-url.ts';
import { formatMoment } from '../parts/format-facts.ts';
import { IconButton } from '../parts/IconButton.tsx';
import { pinPlaces } from '../state/pin-places.ts';
import type { TabRun, Take } from '../state/run-store.ts';
import { useTabRun } from '../state/use-run.ts';

const NONE: readonly Take[] = [];

/** Every take this node brought back, by its place; a pinned one stands in for its cell, so that nothing is paid again. */
export function TakeStrip({ nodeId }: { readonly nodeId: string }) {
  const run = useTabRun((present) => present);
  const takes = run.takes[nodeId] ?? NONE;
  const tabId = useStore(editor.documents, (state) => state.activeId);
  if (takes.length === 0 || tabId === null) return null;
  return (
    <section className="facts" aria-label="Takes">
      <h3>
        Takes <span className="quiet">{takes.length}</span>
      </h3>
      <ul className="takes">
        {takes.map((take) => (
          <TakeRow key={take.jobId} {...{ take, nodeId, tabId, run }} name={takeName(take, takes)} />
        ))}
      </ul>
    </section>
  );
}

interface TakeRowProps {
  readonly take: Take;
  readonly name: string;
  readonly nodeId: string;
  readonly tabId: string;
  readonly run: TabRun;
}

function TakeRow({ take, name, nodeId, tabId, run }: TakeRowProps) {
  const { jobId, asset, seed, costUsd, atMs } = take;
  const pinned = run.pins.find((pin) => pin.nodeId === nodeId && pin.jobId === jobId);
  const places = pinned?.places ?? pinPlaces(run, nodeId, take);
  const pin = { nodeId, places: places ?? {}, jobId };
  const isPinned = pinned !== undefined;
  const of = placesText(pin.places);
  return (
    <li className={isPinned ? 'take take--pinned' : 'take'}>
      <button
        type="button"
        className="take__picture"
        aria-label={`Watch ${name.toLowerCase()}`}
        onClick={() => openTake({ ...take, nodeId })}
      >
        <img src={posterUrl(asset, 160)} alt="" loading="lazy" decoding="async" />
        <Play size={16} aria-hidden />
      </button>
      <span className="take__words">
        <b className="clip" title={name}>
          {name}
        </b>
        <span className="quiet">
          {seed !== null && `seed ${seed} · `}
          {formatUsd(costUsd, 'after')}
        </span>
        <span className="quiet">{formatMoment(atMs)}</span>
      </span>
      <IconButton
        icon={isPinned ? PinOff : Pin}
        label={pinWords(isPinned, of, places === null)}
        side="left"
        className="icon-button icon-button--small"
        aria-pressed={isPinned}
        disabled={places === null}
        onClick={() => editor.runs.getState()[isPinned ? 'unpin' : 'pin'](tabId, pin)}
      />
    </li>
  );
}

function pinWords(isPinned: boolean, of: string, isOffTheList: boolean): string {
  if (isOffTheList) return 'Its place is no longer on the list';
  if (isPinned) return of ? `Unpin: ${of} may run again` : 'Unpin: the node may run again';
  return of ? `Pin: this take stands in for ${of} alone` : 'Pin: this take stands in for the node';
}

/** What a take is called: its place, and which take of that it is, the oldest being the first. */
function takeName(take: Take, takes: readonly Take[]): string {
  const place = placesText(take.places ?? {});
  const alike = takes.filter(({ places }) => placesKey(places ?? {}) === placesKey(take.places ?? {}));
  const count = alike.length - alike.indexOf(take);
  return place ? `${place} · take ${count}` : `Take ${count}`;
}
