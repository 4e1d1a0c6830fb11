/**
 * How browser tests are written:
 * - They wait for a state (`locator.waitFor()`, `expect.poll()`), never for a time, and give no limit of their own:
 *   there is one for all, `WAIT_LIMIT_MS` in vitest.config.ts.
 * - What is read at once (`count()`, `textContent()`) must have been waited for before; else it is polled.
 * - What passes by itself is not raced. Messages stay until `editor.closeMessages()`, which every test begins with; a run
 *   that has to be under way for something is held at the provider.
 * - One browser for all files of a worker and one process that serves all editors, each on a home of its own. Where the
 *   server is killed or started again, it is a process of its own: `withBench({ hasOwnServer: true })`.
 * - One bench a file: a test opens workflows under names of its own and expects nothing of the tests before it.
 */
import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium, type Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, expect, inject } from 'vitest';
import { ROOT } from '../../scripts/built-parts.ts';
import { writeEntryFile } from '../../src/cli/browser-door/entry-file.ts';
import { MESSAGE_MS } from '../../src/renderer/state/message-times.ts';
import { type ServedSimulator, serveSimulator } from '../../src/simulator/serve.ts';
import type { SimulatorOptions } from '../../src/simulator/simulator-options.ts';
import { quickRenderer } from '../kept-processes.ts';
import { Editor } from './editor.ts';
import { type Served, type ServeProcess, startServe } from './serve-process.ts';
import { serveShared, sharedBrowser } from './shared.ts';

/** Lets tests wait for drafts on their way to the host instead of guessing how long they take. */
const WATCH_DRAFTS = `{
  const underWay = new Set();
  globalThis.draftsUnderWay = underWay;
  const send = globalThis.fetch;
  globalThis.fetch = (...request) => {
    const answer = send(...request);
    const url = String(request[0]?.url ?? request[0]);
    if (/\\/api\\/(drafts|session)/.test(url)) {
      underWay.add(answer);
      const forget = () => underWay.delete(answer);
      answer.then(forget, forget);
    }
    return answer;
  };
}`;

/** Passing messages stay until they are closed: a machine that is slow enough would miss them. */
const HOLD_MESSAGES = `{
  const later = globalThis.setTimeout;
  const shownMs = ${JSON.stringify(Object.values(MESSAGE_MS))};
  globalThis.setTimeout = (run, ms, ...given) => later(run, shownMs.includes(ms) ? 2 ** 31 - 1 : ms, ...given);
}`;

export interface BenchOptions {
  readonly width?: number;
  readonly height?: number;
  readonly theme?: 'dark' | 'light';
  readonly env?: Readonly<Record<string, string>>;
  /** Module whose `OFFER` are the providers on offer; ours unless given. The server is then the shared one. */
  readonly offer?: string;
  /** Whether the server is a process of its own, which can be killed and started again. */
  readonly hasOwnServer?: boolean;
  /** Puts into the data folder what an earlier Blockout left there. */
  readonly prepareHome?: (home: string) => Promise<void>;
  /** Comes in by the page on disk that `serve` opens, not by the link itself. */
  readonly isEnteredByFile?: boolean;
}

/** A served editor with its own data folder and one browser window on it. */
export interface Bench {
  readonly home: string;
  /** A folder that the editor may read and write. */
  readonly project: string;
  readonly page: Page;
  readonly editor: Editor;
  readonly served: Served;
  /** Complaints of the page: errors, failed scripts and styles, breaches of its policy. */
  readonly complaints: string[];
  /** Ends its own server without warning. */
  crash(): Promise<void>;
  /** Starts another server of its own on the same data after the first has ended, on the same port. The page stays. */
  restart(): Promise<void>;
  close(): Promise<void>;
}

/** One bench for all tests of a file or group, its options known when it starts. A test that fails leaves a picture of the page in `test-results`. */
export function withBench(options: BenchOptions | (() => BenchOptions) = {}): () => Bench {
  let bench: Bench;
  beforeAll(async () => {
    bench = await createBench(typeof options === 'function' ? options() : options);
  });
  beforeEach(() => bench.editor.closeMessages());
  afterEach(async ({ task }) => {
    if (task.result?.state !== 'fail') return;
    const name = task.name.replaceAll(/[^\w]+/g, '-').slice(0, 60);
    await bench.page.screenshot({ path: join(ROOT, 'test-results', `${name}.png`) });
  });
  afterAll(() => bench?.close());
  return () => bench;
}

/** A bench whose fal is a simulator of its own. */
export function withProvider(options: Omit<SimulatorOptions, 'dataDir'> = {}): () => Bench {
  let provider: ServedSimulator;
  let dataDir: string;
  beforeAll(async () => {
    dataDir = await mkdtemp(join(tmpdir(), 'provider-'));
    provider = await serveSimulator({ port: 0, renderer: quickRenderer, dataDir, ...options });
  });
  // The last to be set up is the first to be taken down.
  afterAll(async () => {
    await provider?.close();
    await rm(dataDir, { recursive: true, force: true });
  });
  return withBench(() => ({ env: { FAL_KEY: 'id:secret', BLOCKOUT_FAL_ORIGIN: provider.origin } }));
}

async function createBench(options: BenchOptions): Promise<Bench> {
  const { width = 1600, height = 900, theme = 'dark', env, offer, hasOwnServer = false } = options;
  const root = await mkdtemp(join(tmpdir(), 'editor-'));
  const home = join(root, 'home');
  const project = root;
  await mkdir(home, { mode: 0o700 });
  await options.prepareHome?.(home);
  const setting = { home, grant: project, env };
  let own: ServeProcess | null = hasOwnServer ? await startServe(setting) : null;
  const shared = own ? null : await serveShared({ ...setting, offer });
  const browser = await chromium.connect(await sharedBrowser());
  const context = await browser.newContext({
    baseURL: (own ?? shared)!.origin,
    viewport: { width, height },
    colorScheme: theme,
    // Moving pictures are most of what a browser without a graphics card does; tests about motion ask for it.
    reducedMotion: 'reduce',
    permissions: ['clipboard-read', 'clipboard-write', 'notifications'],
  });
  context.setDefaultTimeout(inject('waitLimitMs'));
  const page = await context.newPage();
  const complaints: string[] = [];
  page.on('pageerror', (error) => complaints.push(`error: ${error.message}`));
  page.on('console', (message) => {
    if (message.type() === 'error') complaints.push(`console: ${message.text()} ${message.location().url}`);
  });
  await page.addInitScript(WATCH_DRAFTS);
  await page.addInitScript(HOLD_MESSAGES);
  const editor = new Editor(page);
  const { link } = (own ?? shared)!;
  const entry = options.isEnteredByFile ? await writeEntryFile(root, 'entry', link) : null;
  await page.goto(entry ? `file://${entry.path}` : link);
  await editor.isReady();
  return {
    home,
    project,
    page,
    editor,
    get served() {
      return (own ?? shared)!;
    },
    complaints,
    crash: () => own!.crash(),
    async restart() {
      own = await startServe({ ...setting, port: own!.port });
    },
    async close() {
      await browser.close();
      const status = await (own ?? shared)!.stop();
      await rm(root, { recursive: true, force: true, maxRetries: 10 });
      expect(status === 0 || status === null).toBe(true);
    },
  };
}
