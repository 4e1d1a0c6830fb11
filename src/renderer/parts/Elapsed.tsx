import { useSyncExternalStore } from 'react';
import { formatElapsed } from './format-facts.ts';

const listeners = new Set<() => void>();
let timer: ReturnType<typeof setInterval> | undefined;

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  timer ??= setInterval(() => {
    for (const tell of listeners) tell();
  }, 1000);
  return () => {
    listeners.delete(listener);
    if (listeners.size > 0) return;
    clearInterval(timer);
    timer = undefined;
  };
}

const second = () => Math.floor(Date.now() / 1000);

/** Time since a moment, counting up once a second for as long as it is on screen. */
export function Elapsed({ sinceMs }: { readonly sinceMs: number | null }) {
  const now = useSyncExternalStore(subscribe, second);
  return sinceMs === null ? null : <span>{formatElapsed(1000 * now - sinceMs)}</span>;
}
