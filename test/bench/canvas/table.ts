import type { Cell, Drawn } from './cell.ts';
import type { Measured } from './goals.ts';
import type { Cost } from './measure.ts';
import { quantile } from './quantile.ts';

const HEAD = [
  ...['page', 'nodes', 'load', 'pan', 'm', 'drag', 'm', 'param', 'm', 'type', 'm', 'zoom', 'worst', 'long'],
  ...['far', 'm', 'heap', 'DOM', 'edges near', 'far'],
];

/** Medians over the rounds: frame p95 and main-thread ms (m) of each gesture, load in ms, heap in MB. */
export function printTable(measured: Measured): string {
  const rows = [...measured].map(([name, cells]) => [...name.split(' '), ...figures(cells)]);
  const widths = HEAD.map((title, column) =>
    Math.max(title.length, ...rows.map((row) => row[column]!.length)),
  );
  const line = (row: readonly string[]) =>
    row.map((text, column) => text.padStart(widths[column]!)).join('  ');
  return `${[HEAD, ...rows].map(line).join('\n')}\n\n`;
}

function figures(cells: readonly Cell[]): string[] {
  const mid = (measure: (cell: Cell) => number) => quantile(cells.map(measure), 0.5);
  const p95 = (gesture: (cell: Cell) => Cost | null) =>
    mid((cell) => gesture(cell)?.frameP95Ms ?? 0).toFixed(0);
  const main = (gesture: (cell: Cell) => Cost | null) => mid((cell) => gesture(cell)?.mainMs ?? 0).toFixed(1);
  const both = (gesture: (cell: Cell) => Cost | null) => [p95(gesture), main(gesture)];
  const last = cells.at(-1)!;
  const edges = ({ drawn, expected, byChance }: Drawn) =>
    `${drawn}/${expected} (${Math.round(100 * byChance)} %)`;
  return [
    mid(({ loadMs }) => loadMs).toFixed(0),
    ...both(({ pan }) => pan),
    ...both(({ drag }) => drag),
    ...both(({ slider }) => slider),
    ...(last.type ? both(({ type }) => type) : ['–', '–']),
    p95(({ zoom }) => zoom),
    mid(({ zoom }) => zoom.frameWorstMs).toFixed(0),
    String(mid(({ zoom }) => zoom.longTaskCount)),
    ...both(({ farPan }) => farPan),
    mid(({ heapMb }) => heapMb).toFixed(1),
    String(mid(({ domNodes }) => domNodes)),
    edges(last.edgesNear),
    edges(last.edgesFar),
  ];
}
