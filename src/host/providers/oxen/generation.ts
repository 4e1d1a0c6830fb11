import { z } from 'zod';
import type { QueueState } from '../provider-link.ts';

/** A generation as `GET /ai/queue/{id}` tells it, beside the parameters it was sent with. */
export const generationSchema = z.looseObject({
  generation_id: z.string(),
  status: z.string(),
  prompt: z.string().nullish(),
  result_url: z.string().nullish(),
  error_message: z.string().nullish(),
  enqueued_at: z.number().nullish(),
  started_at: z.number().nullish(),
});
export type Generation = z.infer<typeof generationSchema>;

export const enqueuedSchema = z.looseObject({
  generations: z.array(z.looseObject({ generation_id: z.string().min(1) })).min(1),
});
export const generationPage = z.looseObject({ generations: z.array(generationSchema) });
export const generatedSchema = z.looseObject({
  videos: z.array(z.looseObject({ url: z.string().min(1) })).min(1),
});

/** The statuses that a list is asked for one by one: without a filter it holds active ones only. */
export const STATUSES = ['queued', 'processing', 'succeeded', 'failed', 'cancelled'] as const;

const STATES: Readonly<Record<string, QueueState['state']>> = {
  queued: 'queued',
  succeeded: 'completed',
  failed: 'completed',
  cancelled: 'completed',
};

/** Statuses that Oxen may add later count as still running. */
export function stateOf(status: string): QueueState {
  return { state: STATES[status] ?? 'running', queuePosition: null, logs: [] };
}

/** A finished generation in the form of the endpoint's own answer. */
export function deliveryOf(url: string, params: Readonly<Record<string, unknown>>) {
  const { seed, prompt } = params;
  return {
    video: { url },
    ...(typeof seed === 'number' && { seed }),
    ...(typeof prompt === 'string' && { prompt }),
  };
}
