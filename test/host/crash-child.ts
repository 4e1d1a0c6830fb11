import { DatabaseSync } from 'node:sqlite';
import { createHost } from '../../src/host/create-host.ts';
import { servedTransport } from '../../src/host/providers/transport.ts';
import { oxenClip } from './oxen-clip.ts';
import { createQuickClock } from './quick-clock.ts';

/**
 * Runs one workflow on a home and kills itself, as with `kill -9`, at the named moment. Arguments: home, workflow file,
 * origin of a served simulator, moment, provider. It never ends by itself: the parent takes an ordinary exit for a mistake.
 */
const [home, file, origin, moment, provider] = process.argv.slice(2) as [
  string,
  string,
  string,
  string,
  'fal' | 'oxen',
];

const die = () => {
  process.kill(process.pid, 'SIGKILL');
  // The signal takes effect at the next chance; nothing more may happen until then.
  for (;;) Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 1_000);
};
const at = (reached: string) => {
  if (reached === moment) die();
};

const toServed = servedTransport(origin);
const host = createHost({
  home,
  env: { FAL_KEY: 'crash-key:crash-secret', OXEN_API_KEY: 'crash-oxen-key' },
  clock: createQuickClock(Date.now()),
  transport: watched,
  ...oxenClip,
});

async function watched(url: string, init: RequestInit): Promise<Response> {
  const { host: name, pathname } = new URL(url);
  const isSubmit = init.method === 'POST' && (name === 'queue.fal.run' || pathname === '/api/ai/queue');
  const isResult = /\/requests\/[^/]+$/.test(pathname);
  const isDownload = name.endsWith('fal.media') && init.method !== 'PUT';
  if (isSubmit) at('before the submit leaves');
  const response = await toServed(url, init);
  if (isSubmit) at('before the answer to the submit is written down');
  if (isResult) at('before the result is written down');
  if (isDownload && moment === 'in the middle of the download') return halved(response);
  return response;
}

host.feed.subscribe(null, ({ event }) => {
  if (event.kind === 'job') at(`when the job is ${event.job.state}`);
});

/** Hands out half of the bytes and dies when more are wanted. */
async function halved(response: Response): Promise<Response> {
  const bytes = new Uint8Array(await response.arrayBuffer());
  let isFirst = true;
  const body = new ReadableStream<Uint8Array>(
    {
      pull(controller) {
        if (!isFirst) die();
        isFirst = false;
        controller.enqueue(bytes.slice(0, bytes.length / 2));
      },
    },
    { highWaterMark: 0 },
  );
  return new Response(body, { headers: { 'content-length': String(bytes.length) } });
}

const opened = await host.loadWorkflowFile(file);
if (!opened.ok) throw new Error(opened.problem.message);
const result = await host.run(
  await host.plan(opened.workflow, { folder: opened.folder, provider, mayDownload: true }),
);
const database = new DatabaseSync(`${home}/blockout.db`);
console.error(result, database.prepare('SELECT state, problem FROM jobs').all());
process.exit(0);
