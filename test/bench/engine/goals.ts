import type { CellResult } from './cell.ts';
import type { DocumentResult } from './document-cell.ts';
import type { Graph, Measured, PeerName } from './measure-engines.ts';
import type { RouteResult } from './route-cell.ts';

export interface Goal {
  readonly id: string;
  readonly what: string;
  /** Null where what it compares was left out. */
  readonly value: number | null;
  readonly most: number;
  readonly unit: string;
}

/** `a / b`, per so many times the work; null where either is missing. */
const ratio = (a: number | null, b: number | null, work = 1) =>
  a === null || b === null ? null : a / work / b;

/** What was measured of documents, by their number of nodes. */
export type Documents = ReadonlyMap<number, DocumentResult>;

/** The goals by what was measured. */
export function goalsOf(cells: Measured['cells'], documents: Documents, route: RouteResult): Goal[] {
  const at = (peer: PeerName, graph: Graph, measure: keyof CellResult = 'runMs') =>
    cells.get(`${peer} ${graph}`)?.[measure] ?? null;
  const overHand = (graph: Graph) => ratio(at('blockout', graph), at('hand', graph));
  const document = (count: number, measure: keyof DocumentResult) => documents.get(count)?.[measure] ?? null;
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
      value: ratio(at('blockout', 'layered-10000'), at('baklava', 'layered-10000')),
      most: 1 / 3,
      unit: '×',
    },
    {
      id: 'E1',
      what: 'whole run, layered 10,000 / rete',
      value: ratio(at('blockout', 'layered-10000'), at('rete', 'layered-10000')),
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
      value: ratio(at('blockout', 'layered-10000', 'editMs'), at('litegraph', 'layered-10000')),
      most: 1 / 25,
      unit: '×',
    },
    {
      id: 'E4',
      what: 'first plan of 10,000 / of 1,000 layered',
      value: ratio(
        at('blockout', 'layered-10000', 'coldPlanMs'),
        at('blockout', 'layered-1000', 'coldPlanMs'),
      ),
      most: 12,
      unit: '×',
    },
    {
      id: 'E5',
      what: 'per node on the default stack, chain 10,000 / chain 1,000',
      value: ratio(at('blockout', 'chain-10000'), at('blockout', 'chain-1000'), 10),
      most: 3,
      unit: '×',
    },
    {
      id: 'E6',
      what: 'price after one param edit through the host, 1,000 nodes / first plan',
      value: ratio(route.editMs, route.firstMs),
      most: 1 / 5,
      unit: '×',
    },
    { id: 'D3', what: 'one edit at 2,000 nodes', value: document(2_000, 'editUs'), most: 5, unit: 'µs' },
    {
      id: 'D4',
      what: 'history per edit',
      value: document(2_000, 'bytesPerEdit'),
      most: 1_500,
      unit: 'bytes',
    },
    { id: 'D5', what: 'one undo, exact', value: document(2_000, 'undoUs'), most: 50, unit: 'µs' },
    {
      id: 'D6',
      what: 'edit at 10,000 nodes / at 1,000',
      value: ratio(document(10_000, 'editUs'), document(1_000, 'editUs')),
      most: 2,
      unit: '×',
    },
  ];
}
