import { createMediaProcess } from '../src/media/media-process.ts';
import { createRenderProcess } from '../src/simulator/render-process.ts';
import { createQuickRenderer } from './quick-renderer.ts';
import { WAIT_LIMIT_MS } from './wait-limit.ts';

/**
 * One of each for all test files that one worker runs: starting them is most of the time of a small test. They end with
 * the worker.
 */
export const media = createMediaProcess({ timeoutMs: WAIT_LIMIT_MS, memoryMb: 1_000 });
export const renderer = createRenderProcess();
/** For takes that nobody looks into. */
export const quickRenderer = createQuickRenderer();
process.once('exit', () => {
  media.dispose();
  renderer.dispose();
  quickRenderer.dispose();
});
