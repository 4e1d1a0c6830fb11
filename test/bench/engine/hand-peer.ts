import { type AdditionGraph, add } from './graphs.ts';
import type { Peer } from './peer.ts';

interface HandNode {
  readonly id: number;
  value: number;
  readonly inputs: readonly number[];
}

/** Kahn's algorithm over input lists: the least that any ordering costs. */
function kahn(nodes: readonly HandNode[]): number[] {
  const pending = new Int32Array(nodes.length);
  const readers: number[][] = nodes.map(() => []);
  for (const node of nodes) {
    pending[node.id] = node.inputs.length;
    for (const input of node.inputs) readers[input]!.push(node.id);
  }
  const order: number[] = [];
  for (const node of nodes) if (pending[node.id] === 0) order.push(node.id);
  for (let at = 0; at < order.length; at++) {
    for (const reader of readers[order[at]!]!) if (--pending[reader]! === 0) order.push(reader);
  }
  return order;
}

/**
 * The keyed lower bound Y: an awaited loop with, per node, a cache key from type, value and input keys, a cache look-up
 * and store, two events and an abort check. Nothing general, nothing checked.
 */
export async function handKeyedPeer(graph: AdditionGraph): Promise<Peer> {
  const nodes: HandNode[] = graph.values.map((value, id) => ({ id, value, inputs: graph.inputs[id]! }));
  let order: number[] = [];
  let cache = new Map<number, number>();
  const keys = new Float64Array(nodes.length);
  const sums: number[] = new Array(nodes.length);
  const { signal } = new AbortController();
  let eventCount = 0;
  const onEvent = (_event: { readonly kind: string; readonly id: number }) => {
    eventCount++;
  };
  const compute = async (node: HandNode): Promise<number> => {
    let sum = node.value;
    for (const input of node.inputs) sum = add(sum, sums[input]!);
    return sum;
  };
  const runAll = async () => {
    for (const id of order) {
      if (signal.aborted) break;
      const node = nodes[id]!;
      let low = 0x811c9dc5 ^ node.value;
      let high = Math.imul(0x9e3779b9, node.value + 1);
      for (const input of node.inputs) {
        low = Math.imul(low ^ keys[input]!, 0x01000193);
        high = Math.imul(high ^ keys[input]!, 0x85ebca6b);
      }
      const key = (low >>> 0) * 0x200000 + (high >>> 11);
      keys[id] = key;
      const kept = cache.get(key);
      if (kept !== undefined) {
        sums[id] = kept;
        continue;
      }
      onEvent({ kind: 'started', id });
      const sum = await compute(node);
      sums[id] = sum;
      cache.set(key, sum);
      onEvent({ kind: 'finished', id });
    }
    if (eventCount === 0) throw new Error('events are missing');
  };
  return {
    plan() {
      order = kahn(nodes);
      cache = new Map();
    },
    runAll,
    async editAndRun(node, value) {
      nodes[node]!.value = value;
      await runAll();
    },
    sumOf: (node) => sums[node]!,
  };
}
