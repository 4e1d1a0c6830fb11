import type { Cell, Drawn } from './cell.ts';
import { SIZES } from './graph.ts';
import type { Cost } from './measure.ts';
import { quantile } from './quantile.ts';

/** The cells of each page and size, one for every round, under `page size`. */
export type Measured = Map<string, readonly Cell[]>;

export interface Goal {
  readonly id: string;
  readonly what: string;
  /** Null where the cells for it are missing. */
  readonly value: number | null;
  readonly most: number;
  readonly met: boolean;
}

type Measure = (cell: Cell) => number | null;

const FRAME_MS = 1000 / 60;
type Gesture = 'pan' | 'drag' | 'slider' | 'type' | 'zoom' | 'farPan';

const cost =
  (gesture: Gesture, measure: keyof Cost): Measure =>
  (cell) =>
    cell[gesture]?.[measure] ?? null;

/** Frames come at whole multiples of the screen's 60 Hz; what lies between is the noise of the clock. */
const frames =
  (gesture: Gesture, measure: 'frameP95Ms' | 'frameWorstMs'): Measure =>
  (cell) => {
    const ms = cell[gesture]?.[measure];
    return ms === undefined ? null : Math.max(1, Math.round(ms / FRAME_MS));
  };

/** Median of the ratios of the same round; null where either side is missing. */
export function ratio(measured: Measured, ours: string, theirs: string, measure: Measure): number | null {
  const [above, below] = [measured.get(ours) ?? [], measured.get(theirs) ?? []];
  const ratios = above.flatMap((cell, round) => {
    const [mine, other] = [measure(cell), below[round] ? measure(below[round]) : null];
    return mine === null || other === null || other === 0 ? [] : [mine / other];
  });
  return ratios.length > 0 ? quantile(ratios, 0.5) : null;
}

/** Largest value of a measure over all rounds. */
function worst(measured: Measured, name: string, measure: Measure): number | null {
  const values = (measured.get(name) ?? []).map(measure).filter((value) => value !== null);
  return values.length > 0 ? Math.max(...values) : null;
}

const missing = ({ drawn, expected }: Drawn) => expected - drawn;

/** Far away edges lie too densely to be told apart by pixels in larger graphs; there the painter's own count decides. */
const LARGEST_BY_PIXELS = 100;
/** Above this share the check would say little: so often something looks like an edge where none is. */
const MOST_BY_CHANCE = 0.5;

/** The goals C1 to C9, by what was measured; a goal without its cells is not met. */
export function goalsOf(measured: Measured): Goal[] {
  const goals: Goal[] = [];
  const add = (id: string, what: string, value: number | null, most: number) => {
    goals.push({ id, what, value, most, met: value !== null && value <= most });
  };
  /** A goal in frames is met at one frame: the screen shows no more of them. */
  const inFrames = (
    id: string,
    what: string,
    gesture: Gesture,
    peer: 'litegraph' | 'plain',
    size: number,
    most: number,
  ) => {
    const measure = frames(gesture, 'frameP95Ms');
    const value = over(peer, size, measure);
    const isFloor = worst(measured, `ours ${size}`, measure) === 1 && value !== null;
    const name = peer === 'plain' ? 'plain' : 'K';
    goals.push({
      id,
      what: `${what}, ${size} nodes / ${name}`,
      value,
      most,
      met: isFloor || (value !== null && value <= most),
    });
  };
  const over = (peer: 'litegraph' | 'plain', size: number, measure: Measure) =>
    ratio(measured, `ours ${size}`, `${peer} ${size}`, measure);
  const overK = (id: string, what: string, size: number, measure: Measure, most: number) =>
    add(id, `${what}, ${size} nodes / K`, over('litegraph', size, measure), most);
  const overP = (id: string, what: string, measure: Measure, most: number) =>
    add(id, `${what}, 2000 nodes / plain`, over('plain', 2000, measure), most);
  const growth = (id: string, what: string, measure: Measure, most: number) =>
    add(id, `${what}, 5000 nodes / 100`, ratio(measured, 'ours 5000', 'ours 100', measure), most);

  const load: Measure = ({ loadMs }) => loadMs;
  overK('C1', 'first complete render', 2000, load, 0.5);
  overP('C1', 'first complete render', load, 0.08);
  overK('C1', 'first complete render', 5000, load, 0.5);
  growth('C2', 'main thread of pan', cost('pan', 'mainMs'), 1.2);
  growth('C2', 'main thread of param edit', cost('slider', 'mainMs'), 1.2);
  growth('C2', 'main thread of drag', cost('drag', 'mainMs'), 1.5);
  growth('C2', 'DOM nodes', ({ domNodes }) => domNodes, 1.1);
  inFrames('C3', 'pan p95', 'pan', 'litegraph', 2000, 1);
  inFrames('C3', 'pan p95', 'pan', 'plain', 2000, 1 / 40);
  overK('C3', 'main thread of pan', 2000, cost('pan', 'mainMs'), 0.5);
  overK('C3', 'all processes in pan', 2000, cost('pan', 'allProcessesMs'), 1.2);
  inFrames('C4', 'drag p95', 'drag', 'litegraph', 2000, 1);
  overK('C4', 'main thread of drag', 2000, cost('drag', 'mainMs'), 0.5);
  overP('C4', 'main thread of drag', cost('drag', 'mainMs'), 0.15);
  overK('C5', 'main thread of param edit', 2000, cost('slider', 'mainMs'), 0.4);
  overP('C5', 'main thread of param edit', cost('slider', 'mainMs'), 0.04);
  overP('C5', 'main thread of typing', cost('type', 'mainMs'), 0.04);
  overK('C5', 'input to frame in param edit', 2000, cost('slider', 'latencyP50Ms'), 0.8);
  inFrames('C6', 'overview pan p95', 'farPan', 'litegraph', 2000, 0.25);
  overK('C6', 'main thread of overview pan', 2000, cost('farPan', 'mainMs'), 0.15);
  inFrames('C6', 'overview pan p95', 'farPan', 'plain', 2000, 1 / 30);
  inFrames('C6', 'overview pan p95', 'farPan', 'litegraph', 5000, 0.1);
  overK('C6', 'main thread of overview pan', 5000, cost('farPan', 'mainMs'), 0.1);
  inFrames('C7', 'zoom p95', 'zoom', 'litegraph', 2000, 1);
  overK('C7', 'worst frame of zoom', 2000, frames('zoom', 'frameWorstMs'), 2);
  add('C7', 'long tasks in zoom, 2000 nodes', worst(measured, 'ours 2000', cost('zoom', 'longTaskCount')), 0);
  overK('C8', 'heap', 2000, ({ heapMb }) => heapMb, 1);
  overP('C8', 'heap', ({ heapMb }) => heapMb, 0.1);
  overK('C8', 'heap', 5000, ({ heapMb }) => heapMb, 0.75);
  for (const size of SIZES) {
    const name = `ours ${size}`;
    const of = (what: string, measure: Measure, most: number) =>
      add('C9', `${what}, ${size} nodes`, worst(measured, name, measure), most);
    for (const view of ['edgesNear', 'edgesAfter', 'edgesFar'] as const) {
      if (view === 'edgesFar' && size > LARGEST_BY_PIXELS) continue;
      of(`missing of ${view}`, (cell) => missing(cell[view]), 0);
      of(`${view} seen by chance`, (cell) => cell[view].byChance, MOST_BY_CHANCE);
    }
    of('edges not painted in the overview', (cell) => cell.edgeCount - (cell.ownFarCount ?? 0), 0);
    of('cards rendered by a param edit', (cell) => cell.renderedNodes, 1);
  }
  return goals;
}
