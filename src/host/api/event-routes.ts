import { Hono } from 'hono';
import { streamSSE } from 'hono/streaming';
import type { Host } from '../host.ts';
import type { FeedEntry } from '../runs/event-feed.ts';

/** A comment this often keeps proxies and sleeping laptops from dropping the line. */
const KEEP_ALIVE_MS = 20_000;

/**
 * Everything that happens, as server-sent events. A client that comes back names the last id it saw, as
 * `Last-Event-ID` or `?after=`, and misses nothing.
 */
export function eventRoutes(host: Host) {
  return new Hono().get('/', (c) => {
    const after = c.req.header('last-event-id') ?? c.req.query('after') ?? null;
    return streamSSE(c, async (stream) => {
      const waiting: FeedEntry[] = [];
      let wake = () => {};
      let isOpen = true;
      const unsubscribe = host.feed.subscribe(after, (entry) => {
        waiting.push(entry);
        wake();
      });
      const keepAlive = setInterval(() => void stream.write(': still here\n\n'), KEEP_ALIVE_MS);
      keepAlive.unref();
      stream.onAbort(() => {
        isOpen = false;
        wake();
      });
      // Sent at once, so that a client knows from where on it is listening.
      await stream.write(': listening\n\n');
      while (isOpen) {
        const entry = waiting.shift();
        if (entry) {
          await stream.writeSSE({ id: entry.id, data: JSON.stringify({ atMs: entry.atMs, ...entry.event }) });
          continue;
        }
        await new Promise<void>((resolve) => {
          wake = resolve;
        });
      }
      clearInterval(keepAlive);
      unsubscribe();
    });
  });
}
