import { expect, test } from 'vitest';
import type { Job } from '../../src/host/jobs/job.ts';
import { likenessOf, searchFromMs } from '../../src/host/jobs/past-requests.ts';
import { createProviderClock } from '../../src/host/providers/provider-clock.ts';
import type { PastRequest } from '../../src/host/providers/provider-link.ts';
import { createQuickClock } from './quick-clock.ts';

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;
const SENT_AT_MS = Date.UTC(2026, 10, 1, 12);
const MARK = 'blockout-0123456789abcdef0123456789abcdef';
const CLIP = `https://v3b.fal.media/files/b/1/${MARK}.mp4`;

/** The fields of a job that tell whose a request is. */
function lost(fields: Partial<Job> = {}): Job {
  const sent = { seed: 42, prompt: 'Dawn.', video_url: CLIP, size: { width: 64, height: 32 } };
  // Nothing else of a job is looked at.
  return {
    input: { ...sent, video_url: { asset: 'a'.repeat(64), name: 'clip.mp4' } },
    sent,
    mark: MARK,
    clockAheadMs: 0,
    createdAtMs: SENT_AT_MS,
    sentAtMs: SENT_AT_MS,
    ...fields,
  } as Job;
}

function listed(fields: Partial<PastRequest> = {}, input: Record<string, unknown> = {}): PastRequest {
  return {
    requestId: 'r',
    sentAtMs: SENT_AT_MS + 2_000,
    input: { seed: 42, prompt: 'Dawn.', video_url: CLIP, size: { width: 64, height: 32 }, ...input },
    ...fields,
  };
}

test('a request with everything that was sent and our mark in it is ours, in whatever order and with whatever defaults', () => {
  expect(likenessOf(listed(), lost(), 0)).toBe('own');
  const reordered = listed({}, { size: { height: 32, width: 64 }, num_frames: 121 });
  expect(likenessOf(reordered, lost(), 0)).toBe('own');
});

test.each([
  ['another seed', { seed: 43 }],
  ['another prompt', { prompt: 'Dusk.' }],
  ['another address of the clip', { video_url: 'https://v3b.fal.media/files/b/2/other.mp4' }],
  ['another value deep inside', { size: { width: 64, height: 33 } }],
  ['no clip', { video_url: undefined }],
])('a request with %s is another', (_, input) => {
  expect(likenessOf(listed({}, input), lost(), 0)).toBe('other');
});

test('without anything of our own the same request is only alike, and only about the time of the submit', () => {
  const unmarked = lost({ mark: null });
  expect(likenessOf(listed(), unmarked, 0)).toBe('alike');
  expect(likenessOf(listed({ sentAtMs: null }), unmarked, 0)).toBe('alike');
  expect(likenessOf(listed({ sentAtMs: SENT_AT_MS - HOUR_MS }), unmarked, 0)).toBe('other');
});

test('a job that did not note what it sent is never found by itself', () => {
  const old = lost({ sent: null });
  const otherClip = listed({}, { video_url: 'https://v3b.fal.media/files/b/2/other.mp4' });
  expect(likenessOf(otherClip, old, 0)).toBe('alike');
  expect(likenessOf(listed({}, { seed: 43 }), old, 0)).toBe('other');
});

test('a list that leaves out fields must still have seed, prompt and every address', () => {
  const partial = (input: Record<string, unknown>) => ({ ...listed({ isPartial: true }), input });
  const { seed, prompt, video_url } = listed().input;
  expect(likenessOf(partial({ seed, prompt, video_url }), lost(), 0)).toBe('own');
  expect(likenessOf(partial({ seed, prompt }), lost(), 0)).toBe('other');
  expect(likenessOf(partial({ prompt, video_url }), lost(), 0)).toBe('other');
});

test.each([
  ['ahead when it was sent, right now', 2 * DAY_MS, -2 * DAY_MS, 0],
  ['behind when it was sent, right now', -2 * DAY_MS, 2 * DAY_MS, 0],
  ['right when it was sent, ahead now', 0, 0, -2 * DAY_MS],
  ['twenty minutes ahead, and not known to be when it was sent', 20 * MINUTE_MS, null, -20 * MINUTE_MS],
])(
  'with our clock %s the search begins before the submit reached the provider',
  (_, wrongMs, clockAheadMs, aheadNowMs) => {
    const job = lost({ sentAtMs: SENT_AT_MS + wrongMs, clockAheadMs });
    const nowMs = SENT_AT_MS + HOUR_MS - aheadNowMs;
    const fromMs = searchFromMs(job, nowMs, aheadNowMs);
    expect(fromMs).toBeLessThan(SENT_AT_MS);
    expect(fromMs).toBeGreaterThan(SENT_AT_MS - 4 * DAY_MS);
  },
);

test('the provider’s clock is read from its answers, but not from slow ones or from a cache', () => {
  const clock = createQuickClock(SENT_AT_MS);
  const provider = createProviderClock(clock);
  const answer = (offsetMs: number, headers: Record<string, string> = {}) =>
    new Headers({ date: new Date(SENT_AT_MS + offsetMs).toUTCString(), ...headers });
  expect(provider.aheadMs()).toBeNull();
  provider.hear(new Headers(), SENT_AT_MS);
  provider.hear(answer(HOUR_MS, { age: '3600' }), SENT_AT_MS);
  provider.hear(answer(HOUR_MS), SENT_AT_MS - MINUTE_MS);
  expect(provider.aheadMs()).toBeNull();
  provider.hear(answer(-20 * MINUTE_MS), SENT_AT_MS);
  expect(Math.abs(provider.aheadMs()! + 20 * MINUTE_MS)).toBeLessThanOrEqual(500);
});
