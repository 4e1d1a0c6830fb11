import { afterAll, beforeAll, expect, test } from 'vitest';
import {
  type Boundary,
  DRAFT_BOUNDARIES,
  JOB_BOUNDARIES,
  OXEN_BOUNDARIES,
  SETTINGS_BOUNDARIES,
} from './boundaries.ts';
import type { Order } from './order.ts';
import { setScene } from './scene.ts';
import { openStage, type Stage } from './stage.ts';

let stage: Stage;
beforeAll(async () => {
  stage = await openStage();
});
afterAll(() => stage.close());

/** Labels that are only announced where somebody waits for them. */
const ON_DEMAND = ['during upload', 'during download'];

test.each([
  ['a job at fal', 'fal', 'run', JOB_BOUNDARIES],
  ['a job at Oxen', 'oxen', 'run', OXEN_BOUNDARIES],
  ['settings', 'fal', 'settings', SETTINGS_BOUNDARIES],
  ['drafts', 'fal', 'drafts', DRAFT_BOUNDARIES],
] as const)(
  'a host that nobody disturbs passes every named boundary of %s',
  async (what, provider, task, all) => {
    const number = 1 + ['a job at fal', 'a job at Oxen', 'settings', 'drafts'].indexOf(what);
    const scene = await setScene(stage, { number, provider, takes: 1 });
    const order: Partial<Order> = { task };
    const victim = scene.start(order);
    const ended = await victim.until('idle');
    await victim.kill();
    if (ended.kind !== 'idle') throw new Error(ended.kind);
    const missed = (all as readonly Boundary[]).filter(
      ({ label, nth }) => !ON_DEMAND.includes(label) && (ended.passed[label] ?? 0) < nth,
    );
    expect(ended).toMatchObject({ status: 'done', problems: [] });
    expect(missed).toEqual([]);
  },
);
