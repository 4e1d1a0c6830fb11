const MOST = 50;
const ALL_OF_LAST = 10;
const MINUTE_MS = 60_000;
/** One version a minute is kept for this long, then one in ten minutes. */
const FINE_MS = 30 * MINUTE_MS;

/**
 * Which of these save times to drop, newest first: the last ten stay, then one a minute, then one per ten minutes, fifty
 * in all. Of several in one span the newest stays.
 */
export function versionsToDrop(timesMs: readonly number[], nowMs: number): number[] {
  const kept: number[] = [];
  const spans = new Set<string>();
  for (const [place, timeMs] of timesMs.entries()) {
    const spanMs = nowMs - timeMs < FINE_MS ? MINUTE_MS : 10 * MINUTE_MS;
    const span = `${spanMs}:${Math.floor(timeMs / spanMs)}`;
    if (kept.length < MOST && (place < ALL_OF_LAST || !spans.has(span))) kept.push(timeMs);
    spans.add(span);
  }
  const stays = new Set(kept);
  return timesMs.filter((timeMs) => !stays.has(timeMs));
}
