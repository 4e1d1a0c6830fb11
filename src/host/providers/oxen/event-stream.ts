import { createParser, type EventSourceMessage } from 'eventsource-parser';
import { z } from 'zod';
import { authorization, type OxenAccess, oxenUrl } from './oxen-call.ts';

const COMPLETED = 'media_generation_completed';
const completion = z.looseObject({
  generation_id: z.string(),
  status: z.string(),
  url: z.string().nullish(),
  error: z.string().nullish(),
});
/** What Oxen tells when a generation has ended. */
export type Completion = z.infer<typeof completion>;

/** The account's event stream. It only wakes: nothing is replayed, so that asking stays the truth. */
export interface EventStream {
  /** Resolves when events arrive, or when it is clear that they will not for now. */
  ready(signal?: AbortSignal): Promise<void>;
  /** Calls back when this generation has ended, or when events may have been missed. */
  listen(generationId: string, listener: () => void): () => void;
  /** What was told about the end of a generation, if it was heard. */
  completionOf(generationId: string): Completion | undefined;
  close(): void;
}

/** Oxen sends a comment every 15 s; a line that is silent for three of them is dead. */
const SILENCE_MS = 45_000;
/** Longest wait for the stream before a submit goes out without it. */
const READY_MS = 20_000;
/** How long the stream stays open without anyone listening, e.g. between a submit and its first poll. */
const IDLE_MS = 60_000;
const FIRST_PAUSE_MS = 1_000;
const MOST_PAUSE_MS = 30_000;
/** Ends of generations that are remembered. */
const MOST_REMEMBERED = 500;

interface Connection {
  readonly stop: AbortController;
  readonly opened: Promise<void>;
}

export function createEventStream(access: Omit<OxenAccess, 'providerClock'>): EventStream {
  const { clock } = access;
  const listeners = new Map<() => void, string>();
  const completions = new Map<string, Completion>();
  let connection: Connection | null = null;
  let idle = new AbortController();
  let isClosed = false;

  function connect(): Connection {
    idle.abort();
    if (connection) return connection;
    const stop = new AbortController();
    const opened = Promise.withResolvers<void>();
    connection = { stop, opened: opened.promise };
    void keepOpen(stop.signal, opened.resolve);
    return connection;
  }

  async function keepOpen(stopped: AbortSignal, onFirstTry: () => void): Promise<void> {
    let pauseMs = FIRST_PAUSE_MS;
    let isFirst = true;
    while (!stopped.aborted) {
      await receive(stopped, () => {
        pauseMs = FIRST_PAUSE_MS;
        onFirstTry();
        // Whatever ended while the line was down was told to nobody.
        if (!isFirst) for (const listener of [...listeners.keys()]) listener();
      });
      isFirst = false;
      onFirstTry();
      await clock.sleep(pauseMs, stopped);
      pauseMs = Math.min(MOST_PAUSE_MS, pauseMs * 2);
    }
  }

  /** Reads one connection to its end. Trouble with it is no trouble of a job. */
  async function receive(stopped: AbortSignal, onOpen: () => void): Promise<void> {
    const line = new AbortController();
    const hangUp = () => line.abort();
    stopped.addEventListener('abort', hangUp, { once: true });
    try {
      const headers = { ...authorization(access.key()), accept: 'text/event-stream' };
      const { signal } = line;
      const response = await awake(access.transport(oxenUrl('/events'), { headers, signal }), line);
      if (!response.ok || !response.body) return void (await response.body?.cancel());
      onOpen();
      const parser = createParser({ onEvent });
      const decoder = new TextDecoder();
      const reader = response.body.getReader();
      // A signal that only a request holds may be collected while the line is idle, and would then stop nothing.
      signal.addEventListener('abort', () => void reader.cancel().catch(() => {}), { once: true });
      for (;;) {
        const { done, value } = await awake(reader.read(), line);
        if (done) return;
        parser.feed(decoder.decode(value, { stream: true }));
      }
    } catch {
      // Broken, refused or silent: it is opened again, and polling goes on meanwhile.
    } finally {
      stopped.removeEventListener('abort', hangUp);
    }
  }

  /** The same promise, with the line given up when nothing comes for too long. */
  async function awake<T>(work: Promise<T>, line: AbortController): Promise<T> {
    const heard = new AbortController();
    void clock.sleep(SILENCE_MS, heard.signal).then(() => {
      if (!heard.signal.aborted) line.abort();
    });
    return work.finally(() => heard.abort());
  }

  function onEvent({ event, data }: EventSourceMessage): void {
    if (event !== COMPLETED) return;
    const parsed = completion.safeParse(jsonOf(data));
    if (!parsed.success) return;
    const { generation_id } = parsed.data;
    completions.set(generation_id, parsed.data);
    if (completions.size > MOST_REMEMBERED) completions.delete(completions.keys().next().value!);
    for (const [listener, id] of [...listeners]) if (id === generation_id) listener();
  }

  /** Closes the stream when nobody has listened for a while. */
  function rest(): void {
    if (listeners.size > 0 || isClosed) return;
    idle.abort();
    idle = new AbortController();
    const { signal } = idle;
    void clock.sleep(IDLE_MS, signal).then(() => {
      if (signal.aborted || listeners.size > 0) return;
      connection?.stop.abort();
      connection = null;
    });
  }

  return {
    async ready(signal) {
      if (isClosed) return;
      const { opened } = connect();
      const done = new AbortController();
      const patience = signal ? AbortSignal.any([signal, done.signal]) : done.signal;
      await Promise.race([opened, clock.sleep(READY_MS, patience)]);
      done.abort();
      rest();
    },
    listen(generationId, listener) {
      const own = () => listener();
      listeners.set(own, generationId);
      if (!isClosed) connect();
      return () => {
        listeners.delete(own);
        rest();
      };
    },
    completionOf: (generationId) => completions.get(generationId),
    close() {
      isClosed = true;
      idle.abort();
      connection?.stop.abort();
      connection = null;
    },
  };
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
