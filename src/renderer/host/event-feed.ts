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
        const messages: AsyncGenerator<Message> = messagesIn(response.body);
        for await (const message of messages) {
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

interface Message {
  readonly id: string | null;
  readonly data: string;
}

/** The messages of a server-sent event stream; comments are left out. */
export async function* messagesIn(stream: ReadableStream<Uint8Array>): AsyncGenerator<Message> {
  const reader = stream
    .pipeThrough(new TextDecoderStream() as never)
    .getReader() as ReadableStreamDefaultReader<string>;
  let rest = '';
  while (true) {
    const { value, done } = await reader.read();
    if (done) return;
    const blocks = (rest + value).split(/\r?\n\r?\n/);
    rest = blocks.pop()!;
    for (const block of blocks) {
      const message = messageOf(block);
      if (message) yield message;
    }
  }
}

function messageOf(block: string): Message | null {
  let id: string | null = null;
  const data: string[] = [];
  for (const line of block.split(/\r?\n/)) {
    if (line.startsWith('id:')) id = line.slice(3).trim();
    else if (line.startsWith('data:')) data.push(line.slice(5).replace(/^ /, ''));
  }
  return data.length > 0 ? { id, data: data.join('\n') } : null;
}
