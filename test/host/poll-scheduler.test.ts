import { expect, test } from 'vitest';
import { createPollScheduler, type PollVerdict } from '../../src/host/jobs/poll-scheduler.ts';
import { createQuickClock } from './quick-clock.ts';

const PACE = { leastMs: 1_000, mostMs: 5_000 };

/** Polls that answer as told, with the times at which they were made. */
function scripted(verdicts: readonly PollVerdict[]) {
  const clock = createQuickClock(0);
  const scheduler = createPollScheduler(clock);
  const times: number[] = [];
  const done = scheduler.watch({
    id: 'job',
    pace: PACE,
    async poll() {
      times.push(clock.now());
      return verdicts[times.length - 1] ?? 'finished';
    },
  });
  return { clock, scheduler, times, done };
}

const gaps = (times: readonly number[]) => times.slice(1).map((time, place) => time - times[place]!);

test('nothing new makes the waits grow to their limit, news makes them short again', async () => {
  const { times, done } = scripted(['same', 'same', 'same', 'same', 'same', 'same', 'news', 'same']);
  await done;
  expect(gaps(times)).toEqual([1_000, 1_500, 2_250, 3_375, 5_000, 5_000, 1_000, 1_500]);
});

test('trouble doubles the waits, up to a limit', async () => {
  const { times, done } = scripted(Array(7).fill('trouble'));
  await done;
  expect(gaps(times)).toEqual([1_000, 2_000, 4_000, 8_000, 15_000, 15_000, 15_000]);
});

test('at most four jobs are asked about at once, and none is forgotten', async () => {
  const scheduler = createPollScheduler(createQuickClock());
  let active = 0;
  let most = 0;
  const asked = new Map<string, number>();
  const tasks = Array.from({ length: 20 }, (_, place) => `job-${place}`).map((id) =>
    scheduler.watch({
      id,
      pace: PACE,
      async poll() {
        active++;
        most = Math.max(most, active);
        await new Promise((resolve) => setImmediate(resolve));
        active--;
        asked.set(id, (asked.get(id) ?? 0) + 1);
        return asked.get(id) === 3 ? 'finished' : 'same';
      },
    }),
  );
  await Promise.all(tasks);
  expect(most).toBe(4);
  expect([...asked.values()]).toEqual(Array(20).fill(3));
});

test('a nudge asks at once, a drop asks no more', async () => {
  const { clock, scheduler, times, done } = scripted(Array(1_000).fill('trouble'));
  await until(() => times.length === 6);
  scheduler.nudge('job');
  const nudgedAt = clock.now();
  await until(() => times.length === 7);
  expect(times[6]! - nudgedAt).toBeLessThan(15_000);
  scheduler.drop('job');
  await done;
});

test('a clock that is set back a day stops no poll', async () => {
  const { clock, times, done } = scripted(['same', 'same', 'same']);
  await until(() => times.length === 2);
  clock.turnBack(24 * 3_600_000);
  await done;
  expect(times).toHaveLength(4);
});

test('closing ends every watch, and so does watching a closed scheduler', async () => {
  const { scheduler, done } = scripted(Array(1_000).fill('same'));
  scheduler.close();
  await done;
  await scheduler.watch({ id: 'late', pace: PACE, poll: () => Promise.reject(new Error('asked')) });
});

test('a poll that breaks rejects its own watch only', async () => {
  const scheduler = createPollScheduler(createQuickClock());
  const broken = scheduler.watch({ id: 'a', pace: PACE, poll: () => Promise.reject(new Error('broken')) });
  const sound = scheduler.watch({ id: 'b', pace: PACE, poll: async () => 'finished' });
  await expect(broken).rejects.toThrow('broken');
  await sound;
});

async function until(condition: () => boolean): Promise<void> {
  while (!condition()) await new Promise((resolve) => setImmediate(resolve));
}
