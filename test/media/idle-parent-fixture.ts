import { createWorkerProcess } from '../../src/media/worker-process.ts';
import { WAIT_LIMIT_MS } from '../wait-limit.ts';
import type { FixtureMethods } from './worker-fixture.ts';

/** Makes one call, prints the id of the child and leaves the worker undisposed; `--wait` keeps running. */
const worker = createWorkerProcess<FixtureMethods>(new URL('./worker-fixture.ts', import.meta.url), {
  timeoutMs: WAIT_LIMIT_MS,
  memoryMb: 1_000,
});
const echoed = await worker.call('echo', { text: 'hello' });
if (echoed.ok) process.stdout.write(`${echoed.value.pid}\n`);
if (process.argv.includes('--wait')) await worker.call('waitForEver', undefined);
