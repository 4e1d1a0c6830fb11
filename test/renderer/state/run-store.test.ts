import { describe, expect, test } from 'vitest';
import type { Pin } from '../../../src/engine/pins.ts';
import type { RunEvent } from '../../../src/engine/run-event.ts';
import { axesOfPort, cellRun, outputsAt, timesOf, valueAt } from '../../../src/renderer/state/cell-values.ts';
import { NOT_RUN } from '../../../src/renderer/state/node-run.ts';
import { hasOldCells, summaryOf } from '../../../src/renderer/state/node-summary.ts';
import { pinPlaces } from '../../../src/renderer/state/pin-places.ts';
import { cellsToRun } from '../../../src/renderer/state/plan-summary.ts';
import { createRunStore } from '../../../src/renderer/state/run-store.ts';
import { ofShot, planOfShots, shotAxis } from '../fixtures/plan-of-shots.ts';

const SHOTS = ['dawn', 'harbor', 'pier'];

/** A store with a run under way of a submit for these shots. */
function running(plan = planOfShots(SHOTS.map((shot) => `${shot} runs`))) {
  const store = createRunStore();
  store.getState().setPlan('t', plan);
  store.getState().startRun('t', 'r', 1_000, cellsToRun(plan, ['submit']));
  const run = () => store.getState().byTab.t!;
  type News = RunEvent extends infer E
    ? E extends RunEvent
      ? Omit<E, 'nodeId' | 'cell' | 'places'>
      : never
    : never;
  return {
    store,
    run,
    tell(shot: string, news: News, atMs = 2_000, runId = 'r') {
      const at = { nodeId: 'submit', cell: SHOTS.indexOf(shot), places: ofShot(shot) };
      store.getState().applyRunEvent(runId, { ...news, ...at } as RunEvent, atMs);
    },
    /** The states of the cells, in the order of the plan. */
    states: () =>
      run().plan!.nodes.submit!.axes[0]!.places.map((shot) => {
        store.getState().lookAt('t', shotAxis([]).id, shot);
        return cellRun(run(), 'submit').state;
      }),
    summary: () => summaryOf(run().nodes.submit ?? NOT_RUN, run().plan?.nodes.submit),
  };
}

const started = { kind: 'node-started' } as const;
const finished = (seed: number) => ({ kind: 'node-finished', outputs: { seed }, cached: false }) as const;
const kept = { kind: 'node-finished', outputs: { seed: 0 }, cached: true } as const;
const problem = { severity: 'error', code: 'provider', message: 'No.', fix: 'Again.' } as const;
const failed = { kind: 'node-failed', problem } as const;

describe('events of several cells', () => {
  test('land each in its own cell, however they come mixed', () => {
    const { tell, states, summary, run } = running();
    expect(states()).toEqual(['queued', 'queued', 'queued']);
    tell('pier', started, 2_000);
    tell('dawn', started, 2_100);
    tell('pier', { kind: 'node-progress', fraction: 0.5, state: 'running' });
    expect(states()).toEqual(['running', 'queued', 'running']);
    expect(summary()).toMatchObject({ state: 'running', cellCount: 3, doneCount: 0, startedAtMs: 2_000 });
    tell('pier', finished(3), 5_000);
    tell('harbor', started, 5_100);
    tell('dawn', finished(1), 6_100);
    tell('harbor', finished(2), 7_000);
    expect(states()).toEqual(['done', 'done', 'done']);
    expect(
      Object.values(run().nodes.submit!.cells).map((cell) => cell.state === 'done' && cell.timeMs),
    ).toEqual([4_000, 1_900, 3_000]);
    expect(summary()).toMatchObject({ state: 'done', doneCount: 3, fraction: 1 });
  });

  test('of the last place may be the first, and what is kept is told between them', () => {
    const { tell, states, summary } = running(planOfShots(['dawn kept', 'harbor runs', 'pier runs']));
    expect(states()).toEqual(['idle', 'queued', 'queued']);
    tell('pier', started);
    tell('dawn', kept);
    expect(states()).toEqual(['done', 'queued', 'running']);
    expect(summary()).toMatchObject({ state: 'running', doneCount: 1 });
    expect(summary().fraction).toBeCloseTo(1 / 3);
  });

  test('that come late change nothing about a cell that has ended, and none of its neighbours', () => {
    const { tell, states } = running();
    tell('dawn', finished(1));
    tell('dawn', { kind: 'node-progress', fraction: 0.2, log: 'late' });
    tell('harbor', failed);
    tell('harbor', { kind: 'node-progress', fraction: 0.2 });
    expect(states()).toEqual(['done', 'failed', 'queued']);
    tell('dawn', started);
    expect(states()[0]).toBe('running');
  });

  test('of another run are none of this one', () => {
    const { tell, states } = running();
    tell('dawn', finished(1), 2_000, 'other');
    expect(states()).toEqual(['queued', 'queued', 'queued']);
  });

  test('leave nobody waiting once the run is over; what was skipped or has failed stays told', () => {
    const { store, tell, states, summary } = running();
    tell('dawn', started);
    tell('harbor', failed);
    store.getState().finishRun('r', 'failed', [problem]);
    expect(states()).toEqual(['idle', 'failed', 'idle']);
    expect(summary()).toMatchObject({ state: 'failed', failures: [problem] });
  });

  test('and what they cost is added up, cell by cell', () => {
    const { store, tell, summary } = running();
    for (const shot of SHOTS) tell(shot, finished(1));
    expect(summary().costUsd).toBeNull();
    store.getState().setCost('r', { nodeId: 'submit', places: ofShot('pier') }, 0.3);
    store.getState().setCost('r', { nodeId: 'submit', places: ofShot('dawn') }, 0.1);
    expect(summary().costUsd).toBeCloseTo(0.4);
  });
});

describe('a node as a whole', () => {
  test.each([
    [['running', 'done', 'failed'], 'running'],
    [['idle', 'queued', 'failed'], 'queued'],
    [['done', 'failed', 'skipped'], 'failed'],
    [['done', 'skipped', 'done'], 'skipped'],
    [['done', 'idle', 'done'], 'done'],
    [['idle', 'idle', 'idle'], 'idle'],
  ] as const)('of %j is %s', (states, expected) => {
    const { store, tell, summary } = running();
    store.getState().finishRun('r', 'done', []);
    store.getState().changeTab('t', { runId: 'r' });
    states.forEach((state, at) => {
      const shot = SHOTS[at]!;
      if (state === 'running') tell(shot, started);
      if (state === 'queued') tell(shot, { kind: 'node-progress', fraction: null, state: 'queued' });
      if (state === 'done') tell(shot, finished(1));
      if (state === 'failed') tell(shot, failed);
      if (state === 'skipped') tell(shot, { kind: 'node-skipped', because: 'clip' });
    });
    expect(summary().state).toBe(expected);
  });

  test('keeps what it had when its list grows: the new place is missing, nothing is out of date', () => {
    const { store, run, tell, summary, states } = running();
    for (const shot of SHOTS) tell(shot, finished(1));
    const grown = planOfShots(['beach runs', 'dawn kept', 'pier kept', 'harbor kept']);
    store.getState().setPlan('t', grown);
    expect(states()).toEqual(['idle', 'done', 'done', 'done']);
    expect(summary()).toMatchObject({ state: 'done', doneCount: 3, cellCount: 4 });
    expect(hasOldCells(run().nodes.submit!, grown.nodes.submit)).toBe(false);
    const changed = planOfShots(['dawn kept', 'harbor runs', 'pier kept']);
    expect(hasOldCells(run().nodes.submit!, changed.nodes.submit)).toBe(true);
    store.getState().setPlan('t', planOfShots(['pier kept']));
    expect(summary()).toMatchObject({ state: 'done', doneCount: 1, cellCount: 1 });
  });

  test('is what has run of it while there is no plan', () => {
    const { tell, run } = running();
    tell('dawn', finished(1));
    expect(summaryOf(run().nodes.submit!, undefined)).toMatchObject({
      state: 'queued',
      doneCount: 1,
      cellCount: 3,
    });
    expect(summaryOf(NOT_RUN, undefined)).toMatchObject({ state: 'idle', cellCount: 0 });
  });
});

describe('the value that is shown', () => {
  test('is that of the place which is looked at, from the run where it has one and else as planned', () => {
    const { store, tell, run } = running();
    tell('harbor', finished(22));
    const at = (shot: string) => {
      store.getState().lookAt('t', shotAxis([]).id, shot);
      return valueAt(run(), 'submit', 'seed');
    };
    expect(at('harbor')).toBe(22);
    expect(at('pier')).toBe(102);
    expect(at('no longer there')).toBe(100);
    expect(outputsAt(run(), 'nowhere')).toBeNull();
  });

  test('is one of a list where an output gives one, along the same axis', () => {
    const { store, run } = running();
    expect(valueAt(run(), 'shots', 'shot')).toBe('dawn');
    store.getState().lookAt('t', shotAxis([]).id, 'pier');
    expect(valueAt(run(), 'shots', 'shot')).toBe('pier');
    expect(axesOfPort(run(), 'shots', 'shot').map(({ length }) => length)).toEqual([3]);
    expect(timesOf(run().plan!.nodes.shots)).toBe(3);
    expect(timesOf(run().plan!.nodes.submit)).toBe(3);
  });
});

describe('a run', () => {
  test('of a new take works on all cells but the pinned ones', () => {
    const plan = planOfShots(['dawn kept', 'harbor pinned', 'pier kept']);
    expect(cellsToRun(plan, ['submit']).map(({ places }) => places)).toEqual([
      ofShot('dawn'),
      ofShot('pier'),
    ]);
  });

  test('works on the cells that are not there yet', () => {
    const plan = planOfShots(['dawn kept', 'harbor runs', 'pier pinned']);
    expect(cellsToRun(plan, ['submit']).map(({ places }) => places)).toEqual([ofShot('harbor')]);
  });
});

describe('a pin', () => {
  const pin = (shot: string | null, jobId: string): Pin => ({
    nodeId: 'submit',
    places: shot === null ? {} : ofShot(shot),
    jobId,
  });

  test('replaces that of its own cell and leaves those of others alone', () => {
    const store = createRunStore();
    const { pin: put, unpin } = store.getState();
    for (const each of [pin('dawn', 'a'), pin(null, 'b'), pin('pier', 'c'), pin('dawn', 'd')]) put('t', each);
    expect(store.getState().byTab.t!.pins).toEqual([pin(null, 'b'), pin('pier', 'c'), pin('dawn', 'd')]);
    unpin('t', pin('pier', 'whichever'));
    expect(store.getState().byTab.t!.pins).toEqual([pin(null, 'b'), pin('dawn', 'd')]);
  });

  test('of a take goes to the place that the take was made for', () => {
    const { run, store } = running();
    expect(pinPlaces(run(), 'submit', { places: ofShot('pier') })).toEqual(ofShot('pier'));
    // From before there was a list, from a list that has lost its place, and from before places were written down.
    expect(pinPlaces(run(), 'submit', { places: {} })).toEqual({});
    expect(pinPlaces(run(), 'submit', { places: ofShot('quay') })).toBeNull();
    store.getState().lookAt('t', shotAxis([]).id, 'harbor');
    expect(pinPlaces(run(), 'submit', { places: null })).toEqual(ofShot('harbor'));
  });
});
