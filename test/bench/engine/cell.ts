import { performance } from 'node:perf_hooks';
import { baklavaPeer } from './baklava-peer.ts';
import { blockoutPeer } from './blockout-peer.ts';
import { expectedSums, GRAPHS } from './graphs.ts';
import { handKeyedPeer } from './hand-peer.ts';
import { litegraphPeer } from './litegraph-peer.ts';
import type { MakePeer } from './peer.ts';
import { retePeer } from './rete-peer.ts';

const PEERS: Readonly<Record<string, MakePeer>> = {
  blockout: blockoutPeer,
  hand: handKeyedPeer,
  litegraph: litegraphPeer,
  baklava: baklavaPeer,
  rete: retePeer,
};

/** Milliseconds by measure: medians of this process. */
export interface CellResult {
  readonly planMs: number | null;
  /** First ordering of this process, before anything is warm. */
  readonly coldPlanMs: number | null;
  readonly runMs: number;
  readonly editMs: number;
}

const median = (values: readonly number[]) =>
  [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)]!;

async function timed(work: () => void | Promise<void>): Promise<number> {
  const start = performance.now();
  await work();
  return performance.now() - start;
}

/** Runs one engine on one graph in this process and checks every sum. Repeats until about a second has passed. */
async function measure(peerName: string, graphName: string): Promise<CellResult> {
  const graph = GRAPHS[graphName]!();
  const peer = await PEERS[peerName]!(graph);
  const plans: number[] = [];
  const runs: number[] = [];
  const edits: number[] = [];
  const began = performance.now();
  do {
    if (peer.plan) plans.push(await timed(peer.plan));
    runs.push(await timed(peer.runAll));
  } while (runs.length < 1_000 && (runs.length < 3 || performance.now() - began < 1_000));
  await checkSums(peer.sumOf, graph.values, graph.inputs, graph.leaves);
  const edited = graph.leaves[graph.leaves.length >> 1]!;
  const near = graph.inputs[edited]![0] ?? edited;
  const node = graphName.startsWith('fanout') ? edited : near;
  const values = [...graph.values];
  const editsBegan = performance.now();
  do {
    values[node] = 1_000 + edits.length;
    edits.push(await timed(() => peer.editAndRun(node, values[node]!)));
  } while (edits.length < 1_000 && (edits.length < 3 || performance.now() - editsBegan < 1_000));
  await checkSums(peer.sumOf, values, graph.inputs, graph.leaves);
  return {
    planMs: plans.length > 0 ? median(plans) : null,
    coldPlanMs: plans[0] ?? null,
    runMs: median(runs),
    editMs: median(edits),
  };
}

async function checkSums(
  sumOf: (node: number) => number | Promise<number>,
  values: readonly number[],
  inputs: readonly (readonly number[])[],
  nodes: readonly number[],
): Promise<void> {
  const sums = expectedSums(values, inputs);
  for (const node of nodes) {
    const found = await sumOf(node);
    if (found !== sums[node]) throw new Error(`node ${node} gives ${found} instead of ${sums[node]}`);
  }
}

const [peerName, graphName] = process.argv.slice(2);
process.stdout.write(`${JSON.stringify(await measure(peerName!, graphName!))}\n`);
