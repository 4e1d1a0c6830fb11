// First: it stands before functions that the host imports.

import { writeSync } from 'node:fs';
import { flushCompileCache } from 'node:module';
import { DOCUMENT_FORMAT } from '../../src/engine/document.ts';
import { createHost } from '../../src/host/create-host.ts';
import type { Host } from '../../src/host/host.ts';
import { servedTransport } from '../../src/host/providers/transport.ts';
import { oxenClip } from '../host/oxen-clip.ts';
import { createQuickClock } from '../host/quick-clock.ts';
import { shotDocument } from '../host/shot.ts';
import { watchLine } from './broken-line.ts';
import { DRAFT_ID, END_OF_WORK, type Order, type Saying } from './order.ts';
import { tripwires } from './tripwires.ts';

/** Settings and drafts are changed this often. */
const CHANGES = 12;
/** Real time between two polls; a job of the simulator takes a second or two. */
const POLL_PAUSE_MS = 25;
/** Of steps that are repeated until something happens elsewhere, so many count among all. */
const REPEATED = { labels: ['before status', 'after status'], most: 4 };

if (process.argv[2] === 'warm-up') {
  flushCompileCache();
  process.exit(0);
}
const order = JSON.parse(process.argv[2]!) as Order;

const say = (saying: Saying) => writeSync(1, `${JSON.stringify(saying)}\n`);

/** Stands still, event loop and all, until the kill. */
function stopHere(at: string): never {
  say({ kind: 'stopped', at });
  for (;;) Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0);
}

let passed = 0;
let hasRoom = false;
const passedAt = new Map<string, number>();

function onStep(label: string): void {
  const nth = (passedAt.get(label) ?? 0) + 1;
  passedAt.set(label, nth);
  if (nth <= REPEATED.most || !REPEATED.labels.includes(label)) passed++;
  const { stop, fullDisk } = order;
  if (fullDisk && !hasRoom) tripwires.isDiskFull = passed >= fullDisk.from && passed < fullDisk.until;
  const isStop = stop?.kind === 'at' ? stop.label === label && stop.nth === nth : stop?.count === passed;
  if (isStop) stopHere(label);
}

function openHost(): Host {
  const awaited = order.stop?.kind === 'at' ? order.stop.label : null;
  const line = watchLine({
    send: servedTransport(order.origin),
    lineBreak: order.lineBreak,
    inHalves: awaited === 'during upload' ? 'upload' : awaited === 'during download' ? 'download' : null,
    onStep,
  });
  const host = createHost({
    home: order.home,
    env: { FAL_KEY: 'crash-key:crash-secret', OXEN_API_KEY: 'crash-oxen-key' },
    clock: createQuickClock(Date.now(), { realMs: POLL_PAUSE_MS }),
    transport: line,
    ...oxenClip,
  });
  host.feed.subscribe(null, ({ event }) => {
    if (event.kind === 'job') onStep(`job ${event.job.state}`);
  });
  return host;
}

/** A host may refuse to open on a full disk; then somebody makes room and opens it again. */
function openWithRoom(): Host {
  try {
    return openHost();
  } catch (error) {
    if (!tripwires.isDiskFull) throw error;
    hasRoom = true;
    tripwires.isDiskFull = false;
    return openHost();
  }
}

async function run(host: Host) {
  const opened = await host.loadWorkflowFile(order.file);
  if (!opened.ok) throw new Error(opened.problem.message);
  const { provider } = order;
  const plan = await host.plan(opened.workflow, { folder: opened.folder, provider, mayDownload: true });
  const { status, problems } = await host.run(plan);
  return { status, problems: problems.map(({ message }) => message) };
}

async function work(host: Host): Promise<{ status: string; problems: readonly string[] }> {
  switch (order.task) {
    case 'run':
      return run(host);
    case 'recover':
      await host.jobs.resume();
      return { status: 'done', problems: [] };
    case 'settings':
      for (let value = 1; value <= CHANGES; value++) {
        const { ok } = await host.settings.update({ [order.cap]: value });
        if (ok) say({ kind: 'kept', value });
      }
      return { status: 'done', problems: [] };
    case 'drafts':
      for (let value = 1; value <= CHANGES; value++) {
        const document = { ...shotDocument({ name: String(value) }), format: DOCUMENT_FORMAT } as const;
        const body = { document, path: null, isDirty: true, fileVersion: null };
        await host.editor.drafts.put(DRAFT_ID, body);
        say({ kind: 'kept', value });
      }
      return { status: 'done', problems: [] };
  }
}

say({ kind: 'begun' });
tripwires.root = order.root;
tripwires.onStep = onStep;
const host = openWithRoom();
say({ kind: 'working' });
const done = await work(host);
tripwires.isDiskFull = false;
say({ kind: 'idle', ...done, passed: Object.fromEntries(passedAt) });
stopHere(END_OF_WORK);
