import type { CellResult } from './cell.ts';
import type { DocumentResult } from './document-cell.ts';
import { type Goal, goalsOf } from './goals.ts';
import { type Measured, measureEngines } from './measure-engines.ts';
import { median } from './median.ts';
import type { RouteResult } from './route-cell.ts';
import { runCell } from './run-cell.ts';

const DOCUMENT_SIZES = [1_000, 2_000, 10_000];
/** Documents are ours alone: there is nothing to report without them. */
const DOCUMENT_LIMIT_MS = 15 * 60_000;

export interface EngineBenchOptions {
  readonly asJson: boolean;
  readonly rounds: number;
  /** The longest that one engine may take for one graph, in a round. */
  readonly cellLimitMs: number;
}

/**
 * The engine beside its peers, all in one interleaved run. What takes longer than its limit is left out by name. Returns
 * whether every goal was met that could be measured.
 */
export function benchEngine({ asJson, rounds, cellLimitMs }: EngineBenchOptions): boolean {
  const measured = measureEngines(
    rounds,
    (peer, graph) => runCell<CellResult>('./cell.ts', [peer, graph], cellLimitMs),
    (line) => process.stderr.write(`${line}\n`),
  );
  const documents = new Map(DOCUMENT_SIZES.map((count) => [count, measureDocument(count, rounds)]));
  const route = measureRoute(rounds);
  const goals = goalsOf(measured.cells, documents, route).map((goal) => ({ ...goal, isMet: isMet(goal) }));
  const { cells, leftOut } = measured;
  if (asJson) {
    const report = {
      rounds,
      engines: Object.fromEntries(cells),
      leftOut,
      documents: Object.fromEntries(documents),
      route,
      goals,
    };
    process.stdout.write(`${JSON.stringify(report, null, 2)}\n`);
  } else process.stdout.write(reportText(measured, goals));
  return goals.every((goal) => goal.isMet !== false) && !leftOut.some((name) => name.startsWith('blockout '));
}

function measureDocument(count: number, rounds: number): DocumentResult {
  const found = Array.from({ length: rounds }, () => {
    const result = runCell<DocumentResult>('./document-cell.ts', [String(count)], DOCUMENT_LIMIT_MS);
    if (!result)
      throw new Error(`edits of ${count} nodes took longer than ${DOCUMENT_LIMIT_MS / 60_000} minutes`);
    return result;
  });
  const pick = (measure: keyof DocumentResult) => median(found.map((result) => result[measure]));
  return { editUs: pick('editUs'), undoUs: pick('undoUs'), bytesPerEdit: pick('bytesPerEdit') };
}

/** The first plan of 1,000 nodes through the host, and the plan after an edit. */
function measureRoute(rounds: number): RouteResult {
  const found = Array.from({ length: rounds }, () => {
    const result = runCell<RouteResult>('./route-cell.ts', ['1000'], DOCUMENT_LIMIT_MS);
    if (!result) throw new Error('plans through the host took too long');
    return result;
  });
  const pick = (measure: keyof RouteResult) => median(found.map((result) => result[measure]));
  return { firstMs: pick('firstMs'), editMs: pick('editMs') };
}

/** Null where there was nothing to compare. */
const isMet = ({ value, most }: Goal): boolean | null => (value === null ? null : value <= most);

/** The report for people: a line a cell, what was left out, a line a goal. */
export function reportText(
  { cells, leftOut }: Measured,
  goals: readonly (Goal & { readonly isMet: boolean | null })[],
): string {
  const digits = (value: number | null) => (value === null ? '–' : value.toPrecision(3));
  const rows = [...cells].map(([key, cell]) => {
    const [peer, graph] = key.split(' ');
    const count = Number(graph!.split('-')[1]);
    return `${graph!.padEnd(14)}${peer!.padEnd(11)}${digits((1_000 * cell.runMs) / count).padStart(9)} µs/node run${digits(cell.coldPlanMs).padStart(9)} ms first plan${digits(cell.editMs).padStart(9)} ms edit + re-run`;
  });
  const left = leftOut.map((name) => `left out, as it took too long here: ${name.replace(' ', ' on ')}`);
  const met = goals.map((goal) => {
    const verdict = goal.isMet === null ? 'left out' : goal.isMet ? 'met     ' : 'MISSED  ';
    const most = `at most ${Number(goal.most.toPrecision(3))} ${goal.unit}`;
    return `${verdict} ${goal.id} ${goal.what}: ${digits(goal.value)} ${goal.unit} (${most})`;
  });
  return `${[...rows.sort(), ...left, '', ...met].join('\n')}\n`;
}
