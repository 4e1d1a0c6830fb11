import { seededRandom } from '../../src/simulator/seeded-random.ts';
import {
  type Boundary,
  DRAFT_BOUNDARIES,
  JOB_BOUNDARIES,
  OXEN_BOUNDARIES,
  SETTINGS_BOUNDARIES,
} from './boundaries.ts';
import type { FullDisk, LineBreak, Stop } from './order.ts';

/** When one victim is killed. */
export type Moment =
  | { readonly kind: 'boundary'; readonly boundary: Boundary }
  | { readonly kind: 'count'; readonly count: number }
  | { readonly kind: 'delay'; readonly delayMs: number };

/** One home, and what happens to the hosts on it. */
export type Scenario =
  /** One host after the other: the first runs, the others recover; each is killed. */
  | { readonly kind: 'job'; readonly provider: 'fal' | 'oxen'; readonly moments: readonly Moment[] }
  | { readonly kind: 'broken line'; readonly lineBreak: LineBreak; readonly moment: Moment }
  /** Without a moment the host has to come to the end of its run. */
  | { readonly kind: 'full disk'; readonly fullDisk: FullDisk; readonly moment: Moment | null }
  /** Two hosts want the same take; the one that sends it is killed, the other goes on. */
  | { readonly kind: 'killed owner'; readonly moment: Moment }
  /** Two hosts work on takes of their own and both are killed. */
  | { readonly kind: 'two hosts'; readonly moments: readonly [Moment, Moment] }
  | { readonly kind: 'settings'; readonly moments: readonly [Moment, Moment] }
  | { readonly kind: 'drafts'; readonly moment: Moment };

export interface DrawOptions {
  readonly seed: number;
  /** Whether kills after a while are drawn, too: what they hit depends on the machine. */
  readonly withDelays: boolean;
}

/** Steps of a whole run, and of a row of changes, from the start of the process on. */
const JOB_STEPS = 95;
const CHANGE_STEPS = 90;
/** A run on a quiet machine. */
const RUN_MS = 3_000;

/** The order of kinds, so that a short draw has them all. */
const KINDS: readonly Scenario['kind'][] = [
  ...(['job', 'killed owner', 'job', 'broken line', 'settings', 'job', 'full disk'] as const),
  ...(['job', 'two hosts', 'job', 'drafts', 'job', 'broken line', 'job'] as const),
];

/** Scenarios without end. Equal options give equal scenarios. */
export function* drawScenarios({ seed, withDelays }: DrawOptions): Generator<Scenario, never> {
  const random = seededRandom(seed);
  const upTo = (count: number) => Math.floor(random() * count);
  const jobBoundary = inTurns(JOB_BOUNDARIES, random);
  const oxenBoundary = inTurns(OXEN_BOUNDARIES, random);
  const settingsBoundary = inTurns(SETTINGS_BOUNDARIES, random);
  const draftBoundary = inTurns(DRAFT_BOUNDARIES, random);

  function momentAt(next: () => Boundary, steps: number): Moment {
    const share = random();
    if (share < 0.5) return { kind: 'boundary', boundary: next() };
    if (share < 0.75 || !withDelays) return { kind: 'count', count: 1 + upTo(steps) };
    return { kind: 'delay', delayMs: upTo(RUN_MS) };
  }
  const jobMoment = () => momentAt(jobBoundary, JOB_STEPS);
  const again = (): Moment => ({ kind: 'count', count: 1 + upTo(JOB_STEPS / 2) });

  function draw(kind: Scenario['kind']): Scenario {
    switch (kind) {
      case 'job': {
        const provider = random() < 0.25 ? 'oxen' : 'fal';
        const first = provider === 'fal' ? jobMoment() : momentAt(oxenBoundary, JOB_STEPS);
        const moments = Array.from({ length: upTo(3) }, again);
        return { kind, provider, moments: [first, ...moments] };
      }
      case 'broken line': {
        const call = (['submit', 'submit', 'upload', 'status', 'result', 'download'] as const)[upTo(6)]!;
        const how = (['before', 'after', 'half'] as const)[upTo(3)]!;
        return { kind, lineBreak: { call, nth: 1, how }, moment: again() };
      }
      case 'full disk': {
        const from = 1 + upTo(JOB_STEPS);
        const moment = random() < 0.5 ? null : ({ kind: 'count', count: from + upTo(40) } as const);
        return { kind, fullDisk: { from, until: from + 1 + upTo(60) }, moment };
      }
      case 'killed owner':
        return { kind, moment: jobMoment() };
      case 'two hosts':
        return { kind, moments: [jobMoment(), jobMoment()] };
      case 'settings':
        return {
          kind,
          moments: [momentAt(settingsBoundary, CHANGE_STEPS), momentAt(settingsBoundary, CHANGE_STEPS)],
        };
      case 'drafts':
        return { kind, moment: momentAt(draftBoundary, CHANGE_STEPS) };
    }
  }

  for (let place = 0; ; place++) yield draw(KINDS[place % KINDS.length]!);
}

/** So many of the scenarios, from this place on. */
export function someScenarios(options: DrawOptions, count: number, from = 0): Scenario[] {
  const drawn = drawScenarios(options);
  return Array.from({ length: from + count }, () => drawn.next().value).slice(from);
}

/** Hands out all of a list in a drawn order before any comes again. */
function inTurns<T>(list: readonly T[], random: () => number): () => T {
  let left: T[] = [];
  return () => {
    if (left.length === 0)
      left = list
        .map((item) => ({ item, at: random() }))
        .sort((a, b) => a.at - b.at)
        .map(({ item }) => item);
    return left.pop()!;
  };
}

export function stopOf(moment: Moment): Stop | null {
  switch (moment.kind) {
    case 'boundary':
      return { kind: 'at', label: moment.boundary.label, nth: moment.boundary.nth };
    case 'count':
      return { kind: 'count', count: moment.count };
    case 'delay':
      return null;
  }
}
