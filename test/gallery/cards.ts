import type { Problem } from '../../src/engine/problem.ts';
import type { RunEvent } from '../../src/engine/run-event.ts';
import type { CardState } from '../../src/renderer/stage/card-state.ts';
import { CLIP } from './sample-values.ts';

const HOUR_MS = 3_600_000;
/** A run began this long ago, so that what it tells does not change while it is looked at. */
export const BEGAN_MS = Date.now() - HOUR_MS;

/** A card as the gallery shows it. */
export interface SampleCard {
  readonly type: string;
  readonly params?: Readonly<Record<string, unknown>>;
  readonly more?: Readonly<Record<string, unknown>>;
  /** What its run has told so far. */
  readonly events?: readonly RunEvent[];
  /** What the plan finds wrong with it. */
  readonly problem?: Problem;
  /** Whether the plan would run it again. */
  readonly willRun?: boolean;
}

const at = (nodeId: string) => ({ nodeId, cell: 0, places: {} });
const take = { video: CLIP, seed: 421_337, report: { title: 'Take', lines: [] } };
const PROBLEM: Problem = {
  severity: 'error',
  code: 'over-budget',
  message: 'The request is larger than the endpoint takes: 1920×1056 px for 481 frames.',
  fix: 'Lower it to 257 frames.',
  fixes: [{ label: '257 frames', sets: [] }],
};

/** A card in every state: a new state is told here, or nothing compiles. */
export const CARDS_BY_STATE: { readonly [S in CardState]: SampleCard } = {
  idle: { type: 'prompt', params: { text: 'A quiet harbor at dusk.' } },
  stale: {
    type: 'fal-submit',
    events: [{ kind: 'node-finished', ...at('stale'), outputs: take, cached: false }],
    willRun: true,
  },
  queued: {
    type: 'fal-submit',
    events: [{ kind: 'node-progress', ...at('queued'), fraction: null, state: 'queued', queuePosition: 2 }],
  },
  running: {
    type: 'fal-submit',
    events: [
      { kind: 'node-started', ...at('running') },
      { kind: 'node-progress', ...at('running'), fraction: 0.4, state: 'running', log: 'step 12 of 30' },
    ],
  },
  done: {
    type: 'fal-submit',
    events: [
      { kind: 'node-started', ...at('done') },
      { kind: 'node-finished', ...at('done'), outputs: take, cached: false },
    ],
  },
  failed: { type: 'fal-submit', events: [{ kind: 'node-failed', ...at('failed'), problem: PROBLEM }] },
  skipped: {
    type: 'save-video',
    events: [{ kind: 'node-skipped', ...at('skipped'), because: 'failed' }],
  },
  unknown: { type: 'dream-machine' },
};

/** What a card can be beside its state. */
export const OTHER_CARDS: Readonly<Record<string, SampleCard>> = {
  'every-field': { type: 'every-field' },
  'with-problem': { type: 'render-to-real', problem: PROBLEM },
  'with-warning': {
    type: 'render-to-real',
    problem: { ...PROBLEM, severity: 'warning', message: 'The clip has 25 fps, the take 24.' },
  },
  'not-allowed': {
    type: 'video-input',
    params: { clip: { path: '/jobs/harbor/plates/sh010.mp4' } },
    problem: {
      severity: 'error',
      code: 'closed-media',
      param: 'clip',
      message: '“sh010.mp4” lies outside the folder of the workflow.',
      fix: 'Allow its folder.',
      closed: { path: '/jobs/harbor/plates/sh010.mp4', offer: '/jobs/harbor/plates' },
    },
  },
  'missing-file': {
    type: 'video-input',
    params: { clip: { path: 'gone.mp4' } },
    problem: {
      severity: 'error',
      code: 'missing-media',
      param: 'clip',
      message: 'There is no file “gone.mp4”.',
      fix: 'Choose another.',
    },
  },
  bypassed: { type: 'conform-video', more: { mode: 'bypass' } },
  muted: { type: 'conform-video', more: { mode: 'mute' } },
  folded: { type: 'render-to-real', more: { collapsed: true } },
  'long-title': { type: 'preview', more: { title: 'sh010 harbor dusk, wide, second unit, final candidate' } },
};
