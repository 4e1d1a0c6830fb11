import { type EventSourceMessage, EventSourceParserStream } from 'eventsource-parser/stream';
import type { HostEvent } from '../../host/runs/event-feed.ts';

export type FedEvent = HostEvent & { readonly atMs: number };

export interface FeedListener {
  onEvent(event: FedEvent): void;
  /** Whether the host can be heard. */
  onConnection(isConnected: boolean): void;
}

const FIRST_RETRY_MS = 500;
const LONGEST_RETRY_MS = 8_000;

/** Listens to everything that happens on the host and comes back after every break. Returns the way to stop. */
export function followHost({ onEvent, onConnection }: FeedListener): () => void {
  const abort = new AbortController();
  void listen();
  return () => abort.abort();

  async function listen(): Promise<void> {
    let lastId: string | null = null;
    let retryMs = FIRST_RETRY_MS;
    while (!abort.signal.aborted) {
      try {
        const response: Response = await fetch(
          `/api/events${lastId ? `?after=${encodeURIComponent(lastId)}` : ''}`,
          {
            signal: abort.signal,
            headers: { accept: 'text/event-stream' },
          },
        );
        if (!response.ok || !response.body) throw new Error(`status ${response.status}`);
        onConnection(true);
        retryMs = FIRST_RETRY_MS;
        for await (const message of messagesIn(response.body)) {
          lastId = message.id ?? lastId;
          onEvent(JSON.parse(message.data) as FedEvent);
        }
      } catch {
        // A break of the line; what was missed comes with the next connection.
      }
      if (abort.signal.aborted) return;
      onConnection(false);
      await new Promise((resolve) => setTimeout(resolve, retryMs));
      retryMs = Math.min(LONGEST_RETRY_MS, 2 * retryMs);
    }
  }
}

/** The messages of a server-sent event stream. */
export async function* messagesIn(
  stream: ReadableStream<Uint8Array<ArrayBuffer>>,
): AsyncGenerator<EventSourceMessage> {
  // Safari's streams can't be walked through by themselves.
  const reader = stream
    .pipeThrough(new TextDecoderStream())
    .pipeThrough(new EventSourceParserStream())
    .getReader();
  for (let next = await reader.read(); !next.done; next = await reader.read()) yield next.value;
}
