import { randomUUID } from 'node:crypto';
import type { z } from 'zod';
import { oxenModelOf } from '../../../fal/oxen/models.ts';
import { type OxenPricing, oxenPricing } from '../../../fal/oxen/price.ts';
import { fromOxenParams, toOxenParams } from '../../../fal/oxen/translate.ts';
import type { OpenWeb } from '../../web/web-access.ts';
import { createProviderClock } from '../provider-clock.ts';
import type {
  Answer,
  JobResult,
  PastRequest,
  ProviderLink,
  Submission,
  SubmitCallOptions,
} from '../provider-link.ts';
import type { Transport } from '../transport.ts';
import { plainTrouble } from '../trouble.ts';
import { createEventStream } from './event-stream.ts';
import {
  deliveryOf,
  enqueuedSchema,
  type Generation,
  generatedSchema,
  generationPage,
  generationSchema,
  STATUSES,
  stateOf,
} from './generation.ts';
import { authorization, callOxen, OXEN_ORIGIN, type OxenAccess } from './oxen-call.ts';
import { generationTrouble } from './oxen-trouble.ts';

/** `queue` returns at once and is asked about; `sync` waits for the video in one call. */
export type OxenMode = 'queue' | 'sync';

export interface OxenLinkOptions extends Omit<OxenAccess, 'providerClock'> {
  /** Opens files by the addresses that answers name. */
  readonly files: OpenWeb;
  readonly mode: () => OxenMode;
  /** Carries calls that answer after many minutes; the ordinary transport unless given. */
  readonly patientTransport?: Transport;
  /** How files become addresses; null where nobody takes them. */
  readonly upload: ProviderLink['upload'];
}

export interface OxenLink extends ProviderLink {
  /** The price list entry of a model; null where Oxen tells none. */
  pricing(model: string): Promise<Answer<OxenPricing | null>>;
}

type Input = Readonly<Record<string, unknown>>;

const SUBMIT_DEADLINE_MS = 60_000;
const CALL_DEADLINE_MS = 20_000;
/** Oxen documents 5 to 15 minutes for a call that waits; twice that is not coming any more. */
const SYNC_DEADLINE_MS = 30 * 60_000;
/** Marks jobs whose result came with the answer: the queue knows nothing of them. */
const SYNC_ID = 'sync-';
/** Waits before a submit that was turned away as one too many goes out again: nothing was recorded. */
const RATE_PAUSES_MS = [2_000, 5_000, 15_000];

/** Opens the way to Oxen's gateway, or to whatever the transport leads to. */
export function createOxenLink(options: OxenLinkOptions): OxenLink {
  const { transport, key, clock, redactor } = options;
  const providerClock = createProviderClock(clock);
  const access: OxenAccess = { transport, key, clock, redactor, providerClock };
  const patient: OxenAccess = { ...access, transport: options.patientTransport ?? transport };
  const events = createEventStream(access);

  async function ask<T>(
    call: Parameters<typeof callOxen>[1],
    schema: z.ZodType<T>,
    by: OxenAccess = access,
  ): Promise<Answer<T>> {
    const answer = await callOxen(by, call);
    if (!answer.ok) return answer;
    const parsed = schema.safeParse(answer.value);
    if (parsed.success) return { ok: true, value: parsed.data };
    const kind = call.isPaid ? 'ambiguous' : 'garbled';
    return { ok: false, trouble: plainTrouble(kind, 'the answer is not what Oxen documents') };
  }

  const generationOf = (id: string, signal?: AbortSignal) =>
    ask(
      { path: `/ai/queue/${encodeURIComponent(id)}`, deadlineMs: CALL_DEADLINE_MS, signal },
      generationSchema,
    );

  async function send<T>(call: Parameters<typeof callOxen>[1], schema: z.ZodType<T>, by: OxenAccess) {
    for (let attempt = 0; ; attempt++) {
      const answer = await ask({ method: 'POST', isPaid: true, ...call }, schema, by);
      const pauseMs = RATE_PAUSES_MS[attempt];
      if (answer.ok || answer.trouble.kind !== 'rate-limited' || pauseMs === undefined) return answer;
      await clock.sleep(pauseMs, call.signal);
      if (call.signal?.aborted) return answer;
    }
  }

  async function enqueue(endpoint: string, body: Input): Promise<Answer<Submission>> {
    const call = { path: '/ai/queue', body, deadlineMs: SUBMIT_DEADLINE_MS, endpoint };
    const answer = await send(call, enqueuedSchema, access);
    if (!answer.ok) return answer;
    return { ok: true, value: { requestId: answer.value.generations[0]!.generation_id } };
  }

  async function generate(
    endpoint: string,
    body: Input,
    { closed, onWaiting }: SubmitCallOptions,
  ): Promise<Answer<Submission>> {
    onWaiting?.();
    const call = {
      path: '/ai/videos/generate',
      body: { ...body, response_format: 'url' },
      deadlineMs: SYNC_DEADLINE_MS,
      signal: closed,
      endpoint,
    };
    const answer = await send(call, generatedSchema, patient);
    if (!answer.ok) return answer;
    const data = deliveryOf(answer.value.videos[0]!.url, body);
    return { ok: true, value: { requestId: `${SYNC_ID}${randomUUID()}`, data } };
  }

  function resultOf(endpoint: string, generation: Generation): Answer<JobResult> {
    const { status, result_url, error_message } = generation;
    switch (status) {
      case 'succeeded':
        if (!result_url) return { ok: false, trouble: plainTrouble('garbled', 'the result has no address') };
        return { ok: true, value: { data: deliveryOf(result_url, generation), billedUnits: null } };
      case 'failed':
        return { ok: false, trouble: generationTrouble(error_message ?? null, redactor, endpoint) };
      case 'cancelled': {
        const told = plainTrouble('cancelled', 'Oxen stopped the generation.');
        return {
          ok: false,
          trouble: { ...told, isFinal: true, reachedModel: Boolean(generation.started_at) },
        };
      }
      default:
        return {
          ok: false,
          trouble: {
            ...plainTrouble('refused', 'Generation is still in progress'),
            status: 400,
            isFinal: true,
          },
        };
    }
  }

  /** What the event stream told of a generation that the queue has forgotten. */
  function overheard(endpoint: string, id: string): Answer<JobResult> | null {
    const heard = events.completionOf(id);
    if (!heard) return null;
    return resultOf(endpoint, { ...heard, result_url: heard.url, error_message: heard.error });
  }

  return {
    async submit(endpoint, input, submitOptions = {}) {
      const model = oxenModelOf(endpoint);
      if (!model)
        return { ok: false, trouble: plainTrouble('not-found', `Oxen has no model for ${endpoint}`) };
      const body = { model: model.model, ...toOxenParams(model, input) };
      return options.mode() === 'sync' ? generate(endpoint, body, submitOptions) : enqueue(endpoint, body);
    },
    // Nothing is replayed: who listens only after the submit may miss the end.
    getReady: async (signal) => {
      if (options.mode() === 'queue') await events.ready(signal);
    },
    async status(_endpoint, requestId, signal) {
      const answer = await generationOf(requestId, signal);
      if (answer.ok) return { ok: true, value: stateOf(answer.value.status) };
      const isOver = answer.trouble.kind === 'not-found' && events.completionOf(requestId) !== undefined;
      return isOver ? { ok: true, value: stateOf('succeeded') } : answer;
    },
    async result(endpoint, requestId, signal) {
      const answer = await generationOf(requestId, signal);
      if (answer.ok) return resultOf(endpoint, answer.value);
      return (answer.trouble.kind === 'not-found' && overheard(endpoint, requestId)) || answer;
    },
    async cancel(_endpoint, requestId) {
      if (requestId.startsWith(SYNC_ID)) return { ok: true, value: 'too-late' };
      const path = `/ai/queue/${encodeURIComponent(requestId)}`;
      const answer = await callOxen(access, { method: 'DELETE', path, deadlineMs: CALL_DEADLINE_MS });
      // The answer is the same for a generation that had ended before; only its status tells.
      const after = await generationOf(requestId);
      if (!after.ok) return answer.ok ? { ok: true, value: 'requested' } : answer;
      const { status, started_at } = after.value;
      if (status === 'cancelled') return { ok: true, value: started_at ? 'requested' : 'removed' };
      if (stateOf(status).state === 'completed') return { ok: true, value: 'too-late' };
      return answer.ok ? { ok: true, value: 'requested' } : answer;
    },
    upload: options.upload,
    async pastRequests(endpoint, sinceMs) {
      const model = oxenModelOf(endpoint);
      if (!model) return { ok: true, value: [] };
      const found: PastRequest[] = [];
      for (const status of STATUSES) {
        const query = new URLSearchParams({ model: model.model, status });
        const answer = await ask(
          { path: `/ai/queue?${query}`, deadlineMs: CALL_DEADLINE_MS },
          generationPage,
        );
        if (!answer.ok) return answer;
        for (const generation of answer.value.generations) {
          const sentAtMs = generation.enqueued_at ? generation.enqueued_at * 1000 : null;
          if (sentAtMs !== null && sentAtMs < sinceMs) continue;
          const input = fromOxenParams(model, generation);
          found.push({ requestId: generation.generation_id, sentAtMs, input, isPartial: true });
        }
      }
      return { ok: true, value: found };
    },
    clockAheadMs: providerClock.aheadMs,
    async testKey() {
      const answer = await callOxen(access, { path: '/ai/queue', deadlineMs: CALL_DEADLINE_MS });
      return answer.ok ? { ok: true, value: null } : answer;
    },
    async pricing(model) {
      const path = `/ai/models/${encodeURIComponent(model)}`;
      const answer = await callOxen(access, { path, deadlineMs: CALL_DEADLINE_MS });
      if (!answer.ok) return answer;
      const pricing = oxenPricing.safeParse((answer.value as { pricing?: unknown }).pricing);
      return { ok: true, value: pricing.data ?? null };
    },
    download(url, from, signal) {
      // A result lies in the user's own repository at Oxen, or behind a signed address elsewhere that takes no key.
      const isOxen = new URL(url).origin === OXEN_ORIGIN;
      return options.files(url, {
        headers: { ...(from > 0 && { range: `bytes=${from}-` }), ...(isOxen && authorization(key())) },
        signal,
      });
    },
    onNews: events.listen,
    close: events.close,
  };
}
