import { connectionReset } from './connection-reset.ts';

/** A body that delivers `bytes` in pieces and pauses before each one. */
export function inChunks(
  bytes: Uint8Array<ArrayBuffer>,
  chunkBytes: number,
  pause: (signal: AbortSignal) => Promise<void>,
): ReadableStream<Uint8Array<ArrayBuffer>> {
  const cancelled = new AbortController();
  let offset = 0;
  return new ReadableStream({
    async pull(controller) {
      await pause(cancelled.signal);
      if (cancelled.signal.aborted) return;
      controller.enqueue(bytes.slice(offset, offset + chunkBytes));
      offset += chunkBytes;
      if (offset >= bytes.length) controller.close();
    },
    cancel: () => cancelled.abort(),
  });
}

/** A body whose connection breaks after `fraction` of the bytes. */
export function brokenOff(
  bytes: Uint8Array<ArrayBuffer>,
  fraction: number,
): ReadableStream<Uint8Array<ArrayBuffer>> {
  let sent = false;
  return new ReadableStream(
    {
      async pull(controller) {
        if (sent) {
          // A server has to send the headers and the first bytes before the break can be seen.
          await new Promise((resolve) => setImmediate(resolve));
          return controller.error(connectionReset());
        }
        sent = true;
        controller.enqueue(bytes.slice(0, Math.floor(bytes.length * fraction)));
      },
    },
    { highWaterMark: 0 },
  );
}
