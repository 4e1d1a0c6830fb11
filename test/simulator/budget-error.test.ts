import { expect, test } from 'vitest';
import { endpointById } from '../../src/fal/index.ts';
import { budgetError } from '../../src/simulator/model/budget-error.ts';

test.each([
  ['render-to-real', 'resolution 480p'],
  ['reference-video-to-video', 'a smaller resolution'],
])('above the budget of %s what is advised is what it has: %s', (name, advice) => {
  const endpoint = endpointById(`fal-ai/ltx-2.3-quality/${name}`)!;
  const words = (mostFrames: number | null) => JSON.stringify(budgetError(241, mostFrames, endpoint));
  expect(words(145)).toContain(`Lower num_frames to at most 145, or use ${advice}.`);
  expect(words(null)).toContain(`Use ${advice}.`);
});
