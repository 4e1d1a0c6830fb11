/** One graph for every peer: nodes on a jittered grid, 1.5 edges for each, 5 % of them long. */
export interface BenchGraph {
  readonly nodes: readonly { readonly id: string; readonly x: number; readonly y: number }[];
  /** `input` and `output` are places in a node's port lists. */
  readonly edges: readonly {
    readonly from: number;
    readonly output: number;
    readonly to: number;
    readonly input: number;
  }[];
}

export const INPUTS = ['a', 'b', 'c'] as const;
export const OUTPUTS = ['video', 'other'] as const;
export const MODES = ['light', 'strong', 'strong-v2'] as const;
export const SIZES = [100, 500, 2000, 5000] as const;
/** Room for each node in flow px; ours are the highest of all peers' nodes. */
const CELL = { width: 300, height: 400 };
const LONG_SHARE = 0.05;
const EDGES_PER_NODE = 1.5;

/** The same graph for the same size, every time (mulberry32). */
export function benchGraph(nodeCount: number): BenchGraph {
  const random = randomFrom(nodeCount);
  const columns = Math.ceil(Math.sqrt(nodeCount * 1.3));
  const nodes = Array.from({ length: nodeCount }, (_, place) => ({
    id: `n${place}`,
    x: (place % columns) * CELL.width + Math.round(random() * 3) * 12,
    y: Math.floor(place / columns) * CELL.height + Math.round(random() * 3) * 12,
  }));
  const taken = new Set<string>();
  const edges: { from: number; output: number; to: number; input: number }[] = [];
  const wanted = Math.floor(nodeCount * EDGES_PER_NODE);
  for (let tries = 0; edges.length < wanted && tries < 40 * wanted; tries++) {
    const from = Math.floor(random() * nodeCount);
    const isLong = random() < LONG_SHARE;
    const step = isLong
      ? 1 + Math.floor(random() * (nodeCount - 1))
      : random() < 0.7
        ? 1 + Math.floor(random() * 3)
        : columns + Math.floor(random() * 3) - 1;
    const to = from + step;
    const input = Math.floor(random() * INPUTS.length);
    if (to >= nodeCount || taken.has(`${to}.${input}`)) continue;
    taken.add(`${to}.${input}`);
    edges.push({ from, output: Math.floor(random() * OUTPUTS.length), to, input });
  }
  return { nodes, edges };
}

function randomFrom(seed: number): () => number {
  let state = seed + 0x6d2b79f5;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

/** Offset of a view at zoom 1 on the middle of the graph, its cells whole. */
export function nearView(nodeCount: number): { readonly x: number; readonly y: number } {
  const columns = Math.ceil(Math.sqrt(nodeCount * 1.3));
  const rows = Math.ceil(nodeCount / columns);
  return {
    x: 40 - Math.max(0, Math.floor(columns / 2) - 2) * CELL.width,
    y: 60 - Math.max(0, Math.floor(rows / 2) - 1) * CELL.height,
  };
}

const CARD = { width: 220, height: 372 };

/** Points that no node covers. */
export function uncovered<P extends { readonly x: number; readonly y: number }>(
  points: readonly P[],
  nodes: readonly { readonly x: number; readonly y: number }[],
  view: { readonly x: number; readonly y: number; readonly zoom: number },
): P[] {
  const cells = new Map<string, { x: number; y: number }[]>();
  for (const node of nodes) {
    const key = `${Math.floor(node.x / CELL.width)},${Math.floor(node.y / CELL.height)}`;
    cells.set(key, [...(cells.get(key) ?? []), node]);
  }
  const edge = 6;
  return points.filter((point) => {
    const x = (point.x - view.x) / view.zoom;
    const y = (point.y - view.y) / view.zoom;
    for (let dx = -1; dx <= 0; dx++) {
      for (let dy = -1; dy <= 0; dy++) {
        const key = `${Math.floor(x / CELL.width) + dx},${Math.floor(y / CELL.height) + dy}`;
        for (const node of cells.get(key) ?? []) {
          const isCovered =
            x > node.x - edge &&
            y > node.y - 40 &&
            x < node.x + CARD.width + edge &&
            y < node.y + CARD.height + edge;
          if (isCovered) return false;
        }
      }
    }
    return true;
  });
}
