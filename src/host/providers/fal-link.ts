import { createFalClient, type FalClient } from '@fal-ai/client';
import { z } from 'zod';
import { ENDPOINTS } from '../../fal/index.ts';
import type { Clock } from '../clock.ts';
import type { Redactor } from '../settings/redact.ts';
import type { OpenWeb } from '../web/web-access.ts';
import { AmbiguousSubmitError, NoAnswerError } from './fal-errors.ts';
import { type CallTrace, guardedFetch } from './guarded-fetch.ts';
import type { ModelCatalogue } from './model-catalogue.ts';
import { createProviderClock } from './provider-clock.ts';
import type { Answer, PastRequest, ProviderLink, QueueState } from './provider-link.ts';
import type { Transport } from './transport.ts';
import { isKnownError, troubleOf } from './trouble.ts';

/** How long uploads are kept at fal; they are only an input of the jobs at hand. */
export const UPLOAD_LIFETIME = { expiresIn: '7d' } as const;

const SUBMIT_DEADLINE_MS = 60_000;
const CALL_DEADLINE_MS = 20_000;
const MULTIPART_CHUNK_BYTES = 10 * 1024 * 1024;

export type FalLink = ProviderLink & ModelCatalogue;

export interface LinkOptions {
  readonly transport: Transport;
  /** Opens files by the addresses that answers name, and what is public. */
  readonly files: OpenWeb;
  /** Null where no key is set. */
  readonly key: () => string | null;
  readonly clock: Clock;
  readonly redactor: Redactor;
}

const queueStatus = z.looseObject({
  status: z.string(),
  queue_position: z.number().nullish(),
  logs: z.array(z.looseObject({ message: z.string() })).nullish(),
});
const pastPage = z.object({
  items: z.array(
    z.looseObject({
      request_id: z.string(),
      sent_at: z.string(),
      json_input: z.record(z.string(), z.unknown()).nullish(),
    }),
  ),
  next_cursor: z.string().nullish(),
});
const pricePage = z.object({
  prices: z.array(z.looseObject({ unit_price: z.number().min(0), unit: z.string().nullish() })),
});

/** Most pages of past requests that are read in one search. */
const MAX_PAGES = 10;

/** Opens the way to fal, through the real client, or to whatever the transport leads to. */
export function createFalLink({ transport, files, key, clock, redactor }: LinkOptions): FalLink {
  const providerClock = createProviderClock(clock);

  interface Call {
    readonly deadlineMs: number | null;
    readonly signal?: AbortSignal;
    readonly onUploaded?: (bytes: number) => void;
  }

  async function call<T>(
    options: Call,
    work: (client: FalClient, trace: CallTrace, send: typeof fetch) => Promise<T>,
  ): Promise<Answer<T>> {
    const trace: CallTrace = { status: null, headers: new Headers() };
    const send = guardedFetch({ transport, clock, trace, providerClock, ...options });
    // The client falls back to FAL_KEY by itself where this is undefined: an empty text keeps it from that.
    const credentials = () => key() ?? '';
    const client = createFalClient({ credentials, fetch: send, suppressLocalCredentialsWarning: true });
    try {
      return { ok: true, value: redactor.data(await work(client, trace, send)) };
    } catch (error) {
      return { ok: false, trouble: troubleOf(error, redactor) };
    }
  }

  const getJson = async (send: typeof fetch, url: URL): Promise<unknown> => {
    const headers = { authorization: `Key ${key() ?? ''}`, accept: 'application/json' };
    return (await send(url, { method: 'GET', headers })).json();
  };

  const unitPrice = (endpoint: string): Promise<Answer<{ usd: number; unit: string | null }>> =>
    call({ deadlineMs: CALL_DEADLINE_MS }, async (_client, _trace, send) => {
      const url = new URL('https://api.fal.ai/v1/models/pricing');
      url.searchParams.set('endpoint_id', endpoint);
      const price = pricePage.safeParse(await getJson(send, url)).data?.prices[0];
      if (price === undefined) throw new SyntaxError('the price list is not what fal documents');
      return { usd: price.unit_price, unit: price.unit ?? null };
    });

  return {
    submit: (endpoint, input) =>
      call({ deadlineMs: SUBMIT_DEADLINE_MS }, async (client) => {
        const answer = await client.queue.submit(endpoint, { input }).catch(ambiguousIfUnreadable);
        if (typeof answer?.request_id === 'string' && answer.request_id !== '')
          return { requestId: answer.request_id };
        throw new AmbiguousSubmitError('the answer to the submit names no request');
      }),
    status: (endpoint, requestId, signal) =>
      call({ deadlineMs: CALL_DEADLINE_MS, signal }, async (client) => {
        const answer = await client.queue.status(endpoint, { requestId, logs: true });
        const parsed = queueStatus.safeParse(answer);
        if (!parsed.success) throw new SyntaxError('the status is not what fal documents');
        return queueState(parsed.data);
      }),
    result: (endpoint, requestId, signal) =>
      call({ deadlineMs: CALL_DEADLINE_MS, signal }, async (client, trace) => {
        const { data } = await client.queue.result(endpoint, { requestId });
        const units = trace.headers.get('x-fal-billable-units');
        return { data, billedUnits: units === null || Number.isNaN(Number(units)) ? null : Number(units) };
      }),
    async cancel(endpoint, requestId) {
      const answer = await call({ deadlineMs: CALL_DEADLINE_MS }, async (client, trace) => {
        await client.queue.cancel(endpoint, { requestId });
        return trace.status === 200 ? ('removed' as const) : ('requested' as const);
      });
      if (!answer.ok && answer.trouble.status === 400) return { ok: true, value: 'too-late' };
      return answer;
    },
    upload(file, { signal, onProgress } = {}) {
      const onUploaded = onProgress && uploadMeter(file.size, onProgress);
      return call({ deadlineMs: null, signal, onUploaded }, (client) =>
        client.storage.upload(file, { lifecycle: UPLOAD_LIFETIME }).catch((error: unknown) => {
          if (signal?.aborted) throw new DOMException('Cancelled.', 'AbortError');
          // Parts are retried inside the client, which then only says that it gave up.
          throw isKnownError(error) ? error : new NoAnswerError(String(error));
        }),
      );
    },
    pastRequests: (endpoint, sinceMs) =>
      call({ deadlineMs: CALL_DEADLINE_MS }, async (_client, _trace, send) => {
        const found: PastRequest[] = [];
        let cursor: string | null | undefined = null;
        for (let page = 0; page < MAX_PAGES; page++) {
          const url = new URL('https://api.fal.ai/v1/models/requests/by-endpoint');
          url.searchParams.set('endpoint_id', endpoint);
          url.searchParams.set('start', new Date(sinceMs).toISOString());
          url.searchParams.set('limit', '100');
          url.searchParams.set('expand', 'payloads');
          if (cursor) url.searchParams.set('cursor', cursor);
          const parsed = pastPage.safeParse(await getJson(send, url));
          if (!parsed.success) throw new SyntaxError('the list of requests is not what fal documents');
          for (const { request_id, sent_at, json_input } of parsed.data.items) {
            if (json_input)
              found.push({ requestId: request_id, sentAtMs: Date.parse(sent_at), input: json_input });
          }
          cursor = parsed.data.next_cursor;
          if (!cursor) break;
        }
        return found;
      }),
    clockAheadMs: providerClock.aheadMs,
    testKey: async () => {
      const answer = await unitPrice(ENDPOINTS[0]!.id);
      return answer.ok ? { ok: true, value: null } : answer;
    },
    unitPrice,
    openapi(endpoint, signal) {
      const url = new URL('https://fal.ai/api/openapi/queue/openapi.json');
      url.searchParams.set('endpoint_id', endpoint);
      return files(url.href, { headers: { accept: 'application/json' }, redirect: 'error', signal });
    },
    download: (url, from, signal) =>
      files(url, { headers: from > 0 ? { range: `bytes=${from}-` } : {}, signal }),
  };
}

/** An unreadable answer to a submit leaves open whether it was recorded. */
function ambiguousIfUnreadable(error: unknown): never {
  if (error instanceof SyntaxError) throw new AmbiguousSubmitError(error.message);
  throw error;
}

/** Statuses that fal may add later count as still running. */
function queueState(answer: z.infer<typeof queueStatus>): QueueState {
  const state =
    answer.status === 'COMPLETED' ? 'completed' : answer.status === 'IN_QUEUE' ? 'queued' : 'running';
  return {
    state,
    queuePosition: answer.queue_position ?? null,
    logs: (answer.logs ?? []).map(({ message }) => message),
  };
}

/** Adds up what each PUT of an upload has sent: one for a small file, one after the other for parts. */
function uploadMeter(totalBytes: number, onProgress: (fraction: number) => void) {
  let finishedBytes = 0;
  let partBytes = 0;
  return (bytes: number) => {
    if (bytes < partBytes && partBytes >= MULTIPART_CHUNK_BYTES) finishedBytes += partBytes;
    partBytes = bytes;
    onProgress(Math.min(1, totalBytes === 0 ? 1 : (finishedBytes + bytes) / totalBytes));
  };
}
