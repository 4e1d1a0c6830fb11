import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import type { CellResult } from './cell.ts';
import type { DocumentResult } from './document-cell.ts';

const GRAPHS = ['chain-1000', 'chain-10000', 'layered-1000', 'layered-10000', 'fanout-10000'] as const;
const PEERS = ['blockout', 'hand', 'litegraph', 'baklava', 'rete'] as const;
type Graph = (typeof GRAPHS)[number];
type Peer = (typeof PEERS)[number];

interface Goal {
  readonly id: string;
  readonly what: string;
  readonly value: number;
  readonly most: number;
  readonly unit: string;
}

/** Cells that say nothing more than others and take minutes: their peers order 10,000 nodes in about 20 s. */
const skipped = (peer: Peer, graph: Graph) =>
  (peer === 'baklava' && (graph === 'chain-10000' || graph === 'fanout-10000')) ||
  (peer === 'rete' && graph === 'chain-10000');

const median = (values: readonly number[]) => [...values].sort((a, b) => a - b)[values.length >> 1]!;

function child<T>(file: string, args: readonly string[]): T {
  const path = fileURLToPath(new URL(file, import.meta.url));
  const done = spawnSync(process.execPath, ['--expose-gc', path, ...args], {
    encoding: 'utf8',
    timeout: 180_000,
  });
  if (done.status !== 0)
    throw new Error(`${file} ${args.join(' ')} failed: ${done.stderr || done.error?.message}`);
  return JSON.parse(done.stdout) as T;
}

/** Medians over rounds; every round runs every engine on every graph, each in a process of its own. */
function measureEngines(rounds: number, log: (line: string) => void): Map<string, CellResult> {
  const found = new Map<string, CellResult[]>();
  for (let round = 0; round < rounds; round++) {
    const peers = round % 2 === 0 ? PEERS : [...PEERS].reverse();
    for (const graph of GRAPHS) {
      for (const peer of peers) {
        if (skipped(peer, graph)) continue;
        log(`round ${round + 1}/${rounds} ${graph} ${peer}`);
        const key = `${peer} ${graph}`;
        found.set(key, [...(found.get(key) ?? []), child<CellResult>('./cell.ts', [peer, graph])]);
      }
    }
  }
  const pick = (cells: readonly CellResult[], measure: keyof CellResult) => {
    const values = cells.map((cell) => cell[measure]).filter((value) => value !== null);
    return values.length > 0 ? median(values) : null;
  };
  return new Map(
    [...found].map(([key, cells]) => [
      key,
      {
        planMs: pick(cells, 'planMs'),
        coldPlanMs: pick(cells, 'coldPlanMs'),
        runMs: pick(cells, 'runMs')!,
        editMs: pick(cells, 'editMs')!,
      },
    ]),
  );
}

function goalsOf(cells: Map<string, CellResult>, documents: Map<number, DocumentResult>): Goal[] {
  const at = (peer: Peer, graph: Graph) => cells.get(`${peer} ${graph}`)!;
  const run = (peer: Peer, graph: Graph) => at(peer, graph).runMs;
  const overHand = (graph: Graph) => run('blockout', graph) / run('hand', graph);
  const ours = documents.get(2_000)!;
  const layered = at('blockout', 'layered-10000');
  return [
    {
      id: 'E1',
      what: 'whole run, layered 10,000 / keyed lower bound',
      value: overHand('layered-10000'),
      most: 3,
      unit: '×',
    },
    {
      id: 'E1',
      what: 'whole run, fan-out 10,000 / keyed lower bound',
      value: overHand('fanout-10000'),
      most: 3,
      unit: '×',
    },
    {
      id: 'E1',
      what: 'whole run, layered 10,000 / baklava',
      value: layered.runMs / run('baklava', 'layered-10000'),
      most: 1 / 3,
      unit: '×',
    },
    {
      id: 'E1',
      what: 'whole run, layered 10,000 / rete',
      value: layered.runMs / run('rete', 'layered-10000'),
      most: 1 / 130,
      unit: '×',
    },
    {
      id: 'E2',
      what: 'whole run, chain 1,000 / keyed lower bound',
      value: overHand('chain-1000'),
      most: 3,
      unit: '×',
    },
    {
      id: 'E3',
      what: 'edit near a leaf and re-run / litegraph whole run',
      value: layered.editMs / run('litegraph', 'layered-10000'),
      most: 1 / 25,
      unit: '×',
    },
    {
      id: 'E4',
      what: 'first plan of 10,000 / of 1,000 layered',
      value: layered.coldPlanMs! / at('blockout', 'layered-1000').coldPlanMs!,
      most: 12,
      unit: '×',
    },
    {
      id: 'E5',
      what: 'per node on the default stack, chain 10,000 / chain 1,000',
      value: run('blockout', 'chain-10000') / 10 / run('blockout', 'chain-1000'),
      most: 3,
      unit: '×',
    },
    { id: 'D3', what: 'one edit at 2,000 nodes', value: ours.editUs, most: 5, unit: 'µs' },
    { id: 'D4', what: 'history per edit', value: ours.bytesPerEdit, most: 1_500, unit: 'bytes' },
    { id: 'D5', what: 'one undo, exact', value: ours.undoUs, most: 50, unit: 'µs' },
    {
      id: 'D6',
      what: 'edit at 10,000 nodes / at 1,000',
      value: documents.get(10_000)!.editUs / documents.get(1_000)!.editUs,
      most: 2,
      unit: '×',
    },
  ];
}

/** The engine beside its peers, all in one interleaved run. Returns whether every goal was met. */
export function benchEngine({
  asJson,
  rounds,
}: {
  readonly asJson: boolean;
  readonly rounds: number;
}): boolean {
  const log = (line: string) => process.stderr.write(`${line}\n`);
  const cells = measureEngines(rounds, log);
  const documents = new Map<number, DocumentResult>();
  for (const count of [1_000, 2_000, 10_000]) {
    const found = Array.from({ length: rounds }, () =>
      child<DocumentResult>('./document-cell.ts', [String(count)]),
    );
    documents.set(count, {
      editUs: median(found.map((result) => result.editUs)),
      undoUs: median(found.map((result) => result.undoUs)),
      bytesPerEdit: median(found.map((result) => result.bytesPerEdit)),
    });
  }
  const goals = goalsOf(cells, documents).map((goal) => ({ ...goal, isMet: goal.value <= goal.most }));
  if (asJson) {
    const report = {
      rounds,
      engines: Object.fromEntries(cells),
      documents: Object.fromEntries(documents),
      goals,
    };
    process.stdout.write(`${JSON.stringify(report, null, 2)}\n`);
  } else printReport(cells, goals);
  return goals.every((goal) => goal.isMet);
}

function printReport(cells: Map<string, CellResult>, goals: readonly (Goal & { isMet: boolean })[]): void {
  const digits = (value: number | null) => (value === null ? '–' : value.toPrecision(3));
  const rows = [...cells].map(([key, cell]) => {
    const [peer, graph] = key.split(' ');
    const count = Number(graph!.split('-')[1]);
    return `${graph!.padEnd(14)}${peer!.padEnd(11)}${digits((1_000 * cell.runMs) / count).padStart(9)} µs/node run${digits(cell.coldPlanMs).padStart(9)} ms first plan${digits(cell.editMs).padStart(9)} ms edit + re-run`;
  });
  process.stdout.write(`${rows.sort().join('\n')}\n\n`);
  for (const goal of goals) {
    const value = `${goal.value.toPrecision(3)} ${goal.unit}`.trim();
    process.stdout.write(
      `${goal.isMet ? 'met   ' : 'MISSED'} ${goal.id} ${goal.what}: ${value} (at most ${Number(goal.most.toPrecision(3))} ${goal.unit})\n`,
    );
  }
}
