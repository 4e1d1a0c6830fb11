import { copyFile, mkdir, mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { performance } from 'node:perf_hooks';
import { fileURLToPath } from 'node:url';
import type { WorkflowDocument } from '../../../src/engine/document.ts';
import { createHost } from '../../../src/host/create-host.ts';
import type { Host } from '../../../src/host/host.ts';
import { median } from './median.ts';

export interface RouteResult {
  /** The first plan of a graph that the host has never seen, in a process that has planned before. */
  readonly firstMs: number;
  /** The plan after one more param of it was changed. */
  readonly editMs: number;
}

const RESOURCES = fileURLToPath(new URL('../../../resources', import.meta.url));
/** Pairs of plans, one after the other, so that what else the machine does falls on both. */
const ROUNDS = 25;
const WARM_ROUNDS = 5;

/** A graph of about `count` nodes: shots of the first template side by side, each with a clip of its own. */
async function documentOf(count: number, folder: string): Promise<WorkflowDocument> {
  const text = await readFile(join(RESOURCES, 'templates', 'render-to-real.json'), 'utf8');
  const shot = JSON.parse(text) as WorkflowDocument;
  const shots = Array.from({ length: Math.round(count / shot.nodes.length) }, (_, index) => index);
  await mkdir(join(folder, 'clips'), { recursive: true });
  for (const index of shots) {
    await copyFile(join(RESOURCES, 'sample', 'harbor.mp4'), join(folder, 'clips', `${index}.mp4`));
    await copyFile(
      join(RESOURCES, 'sample', 'harbor-first-frame.jpg'),
      join(folder, 'clips', `${index}.jpg`),
    );
  }
  const at = (id: string, index: number) => `${id}-${index}`;
  return {
    ...shot,
    nodes: shots.flatMap((index) =>
      shot.nodes.map((node) => ({
        ...node,
        id: at(node.id, index),
        params: {
          ...node.params,
          ...(node.id === 'clip' && { clip: { path: `clips/${index}.mp4` } }),
          ...(node.id === 'look' && { image: { path: `clips/${index}.jpg` } }),
          ...(node.id === 'prompt' && { text: `${node.params.text} Shot ${index}.` }),
        },
      })),
    ),
    edges: shots.flatMap((index) =>
      shot.edges.map(({ from, to }) => ({
        from: { ...from, node: at(from.node, index) },
        to: { ...to, node: at(to.node, index) },
      })),
    ),
    exposed: [],
  };
}

/** How long the host takes from a question to the bytes of its answer, and that answer's id. */
async function plan(host: Host, document: WorkflowDocument, path: string, since?: string) {
  const body = new TextEncoder().encode(JSON.stringify({ document, path, since }));
  const request = new Request('http://localhost/api/plan', {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body,
  });
  const start = performance.now();
  const answer = await host.fetch(request);
  const ms = performance.now() - start;
  if (answer.status !== 200) throw new Error(`the plan was answered with ${answer.status}`);
  const { id } = (await answer.json()) as { id: string };
  return { ms, id };
}

async function measure(count: number): Promise<RouteResult> {
  const root = await mkdtemp(join(tmpdir(), 'bench-'));
  const host = createHost({ home: join(root, 'home'), env: {} });
  try {
    const folder = join(root, 'home', 'workflows');
    const path = join(folder, 'bench.json');
    const shown = await documentOf(count, folder);
    const prompt = shown.nodes.find(({ type }) => type === 'prompt')!;
    const first: number[] = [];
    const edits: number[] = [];
    for (let round = 0; round < ROUNDS; round++) {
      const document = { ...shown, id: `graph ${round}` };
      const shownFirst = await plan(host, document, path);
      first.push(shownFirst.ms);
      const changed = { ...prompt, params: { ...prompt.params, text: `Take ${round}.` } };
      const nodes = document.nodes.map((node) => (node === prompt ? changed : node));
      edits.push((await plan(host, { ...document, nodes }, path, shownFirst.id)).ms);
    }
    return { firstMs: median(first.slice(WARM_ROUNDS)), editMs: median(edits.slice(WARM_ROUNDS)) };
  } finally {
    await host.close();
    await rm(root, { recursive: true, force: true });
  }
}

process.stdout.write(`${JSON.stringify(await measure(Number(process.argv[2])))}\n`);
