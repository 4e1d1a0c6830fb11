import type { CellResult } from './cell.ts';
import { median } from './median.ts';

const GRAPHS = ['chain-1000', 'chain-10000', 'layered-1000', 'layered-10000', 'fanout-10000'] as const;
const PEERS = ['blockout', 'hand', 'litegraph', 'baklava', 'rete'] as const;
export type Graph = (typeof GRAPHS)[number];
export type PeerName = (typeof PEERS)[number];

/** An engine on a graph. */
export type CellName = `${PeerName} ${Graph}`;

export interface Measured {
  /** Medians over the rounds. */
  readonly cells: ReadonlyMap<CellName, CellResult>;
  /** What took longer than its limit; nothing is known of it, and nothing of it was measured again. */
  readonly leftOut: readonly CellName[];
}

/** Measures one engine on one graph; null where it took too long. */
export type MeasureCell = (peer: PeerName, graph: Graph) => CellResult | null;

/** Cells that say nothing more than others and take minutes: their peers order 10,000 nodes in about 20 s. */
const skipped = (peer: PeerName, graph: Graph) =>
  (peer === 'baklava' && (graph === 'chain-10000' || graph === 'fanout-10000')) ||
  (peer === 'rete' && graph === 'chain-10000');

/** Every round measures every engine on every graph; what takes too long once is left out from there on. */
export function measureEngines(
  rounds: number,
  measureCell: MeasureCell,
  log: (line: string) => void,
): Measured {
  const found = new Map<CellName, CellResult[]>();
  const leftOut = new Set<CellName>();
  for (let round = 0; round < rounds; round++) {
    const peers = round % 2 === 0 ? PEERS : [...PEERS].reverse();
    for (const graph of GRAPHS) {
      for (const peer of peers) {
        const name: CellName = `${peer} ${graph}`;
        if (skipped(peer, graph) || leftOut.has(name)) continue;
        log(`round ${round + 1}/${rounds} ${graph} ${peer}`);
        const result = measureCell(peer, graph);
        if (result) found.set(name, [...(found.get(name) ?? []), result]);
        else {
          leftOut.add(name);
          found.delete(name);
          log(`${graph} ${peer} takes too long and is left out`);
        }
      }
    }
  }
  return {
    cells: new Map([...found].map(([name, results]) => [name, medians(results)])),
    leftOut: [...leftOut],
  };
}

function medians(results: readonly CellResult[]): CellResult {
  const pick = (measure: keyof CellResult) => {
    const values = results.map((result) => result[measure]).filter((value) => value !== null);
    return values.length > 0 ? median(values) : null;
  };
  return {
    planMs: pick('planMs'),
    coldPlanMs: pick('coldPlanMs'),
    runMs: pick('runMs')!,
    editMs: pick('editMs')!,
  };
}
