import { expect, test } from 'vitest';
import { runMutations } from './run-mutations.ts';
import { FORMATS } from './samples.ts';

test('two hundred damaged files are each read or refused with a reason, in time, and the host stays up', async () => {
  const { mutants, calls, breaches } = await runMutations({ seed: 1, count: 200, lanes: 2 });
  expect(breaches).toEqual([]);
  expect(mutants).toBe(200);
  const ended = (code: string) => calls.filter((call) => call.code === code).length;
  expect(ended('timeout')).toBe(0);
  // Damage that always or never does harm would try nothing.
  expect(ended('ok')).toBeGreaterThan(mutants / FORMATS.length);
  expect(ended('truncated') + ended('not-media')).toBeGreaterThan(mutants / FORMATS.length);
});
