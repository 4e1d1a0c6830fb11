import { useSyncExternalStore } from 'react';
import { elapsedText } from './result-facts.ts';

const TICK_MS = 1000;

function everySecond(tick: () => void): () => void {
  const timer = setInterval(tick, TICK_MS);
  return () => clearInterval(timer);
}

/** Time since a moment, ticking. */
export function Ticking({ sinceMs }: { readonly sinceMs: number }) {
  const seconds = useSyncExternalStore(everySecond, () =>
    Math.max(0, Math.floor((Date.now() - sinceMs) / 1000)),
  );
  return <>{seconds < 60 ? `${seconds} s` : elapsedText(1000 * seconds)}</>;
}
