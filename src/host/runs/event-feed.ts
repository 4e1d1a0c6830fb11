import { randomUUID } from 'node:crypto';
import type { Problem } from '../../engine/problem.ts';
import type { RunEvent, RunStatus } from '../../engine/run-event.ts';
import type { Clock } from '../clock.ts';
import type { JobView } from '../jobs/job-view.ts';
import type { Ceiling } from './run-ceiling.ts';

/** What happens on the host, for whoever watches. */
export type HostEvent =
  | {
      readonly kind: 'run-started';
      readonly runId: string;
      readonly workflowId: string;
      readonly workflowName: string;
    }
  | { readonly kind: 'run-event'; readonly runId: string; readonly event: RunEvent }
  | {
      readonly kind: 'run-finished';
      readonly runId: string;
      readonly status: RunStatus;
      readonly problems: readonly Problem[];
      readonly costUsd: number;
      /** What the run would have sent beyond its ceiling. */
      readonly beyond?: Ceiling;
    }
  | { readonly kind: 'job'; readonly job: JobView }
  /** Something began or ceased to stand in the way of writing things down: ask again. */
  | { readonly kind: 'storage' }
  /** Events were missed: reload what you show. */
  | { readonly kind: 'feed-restarted' };

export interface FeedEntry {
  /** Grows within one host; another host has another prefix. */
  readonly id: string;
  readonly atMs: number;
  readonly event: HostEvent;
}

/** The latest events, kept for clients that come back. */
export interface EventFeed {
  emit(event: HostEvent): void;
  /** Calls `listener` for what came after `lastId`, then for everything new. Returns the way to stop that. */
  subscribe(lastId: string | null, listener: (entry: FeedEntry) => void): () => void;
}

const KEPT = 20_000;

export function createEventFeed(clock: Clock): EventFeed {
  const prefix = randomUUID().slice(0, 8);
  const kept: FeedEntry[] = [];
  const listeners = new Set<(entry: FeedEntry) => void>();
  let count = 0;

  const placeOf = (id: string): number | null => {
    const [from, number] = id.split('-');
    const place = Number(number) - (count - kept.length);
    return from === prefix && place >= 0 && place <= kept.length ? place : null;
  };

  return {
    emit(event) {
      const entry = { id: `${prefix}-${++count}`, atMs: clock.now(), event };
      kept.push(entry);
      if (kept.length > KEPT) kept.splice(0, KEPT / 10);
      for (const listener of listeners) listener(entry);
    },
    subscribe(lastId, listener) {
      const place = lastId === null ? kept.length : placeOf(lastId);
      if (place === null) {
        listener({ id: `${prefix}-${count}`, atMs: clock.now(), event: { kind: 'feed-restarted' } });
      } else for (const entry of kept.slice(place)) listener(entry);
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}
