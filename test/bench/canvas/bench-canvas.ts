import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { findChromium } from '../../../scripts/chromium-path.ts';
import { type Cell, measureCell } from './cell.ts';
import { goalsOf, type Measured } from './goals.ts';
import { SIZES } from './graph.ts';
import { servePages } from './page-server.ts';
import { printTable } from './table.ts';
import { buildPages, PAGES, type PageName } from './vite.bench.ts';

export interface CanvasBenchOptions {
  readonly asJson: boolean;
  readonly rounds: number;
  readonly peers?: readonly PageName[];
  readonly sizes?: readonly number[];
}

const THUMBNAIL = fileURLToPath(new URL('../../../resources/sample/harbor-look.jpg', import.meta.url));

/** A cell that takes minutes and that no goal asks for. */
const isSkipped = (peer: PageName, nodeCount: number) => peer === 'plain' && nodeCount > 2_000;

/**
 * Measures the canvas beside its peers: every page and size in a browser of its own, peers interleaved, the order
 * reversed in every second round. Returns whether every goal was met and every gesture did what the hand asked.
 */
export async function benchCanvas(options: CanvasBenchOptions): Promise<boolean> {
  const { rounds, peers = PAGES, sizes = SIZES } = options;
  const executablePath = findChromium();
  if (!executablePath) {
    process.stderr.write('No Chromium was found. Install it, e.g. with “apt-get install chromium”.\n');
    return false;
  }
  const folder = await mkdtemp(join(tmpdir(), 'blockout-bench-'));
  try {
    await buildPages(folder, peers);
    const { url, server } = await servePages(folder, await readFile(THUMBNAIL));
    const measured: Measured = new Map();
    const failed: string[] = [];
    for (let round = 0; round < rounds; round++) {
      const order = round % 2 === 0 ? peers : [...peers].reverse();
      for (const nodeCount of sizes) {
        for (const peer of order) {
          if (isSkipped(peer, nodeCount)) continue;
          const name = `${peer} ${nodeCount}`;
          process.stderr.write(`round ${round + 1}/${rounds} ${name}\n`);
          const cell = await measureCell(url, peer, nodeCount, executablePath).catch((error: unknown) => {
            failed.push(`${name}: ${error instanceof Error ? error.message : String(error)}`);
            return null;
          });
          if (!cell) continue;
          for (const fault of cell.faults) failed.push(`${name}: ${fault}`);
          measured.set(name, [...(measured.get(name) ?? []), cell]);
        }
      }
    }
    server.close();
    return report(measured, failed, options.asJson);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

function report(measured: Measured, failed: readonly string[], asJson: boolean): boolean {
  const goals = goalsOf(measured);
  if (asJson) {
    const cells = Object.fromEntries(measured) as Record<string, readonly Cell[]>;
    process.stdout.write(`${JSON.stringify({ cells, goals, failed }, null, 1)}\n`);
  } else {
    process.stdout.write(printTable(measured));
    for (const { id, what, value, most, met } of goals) {
      const figure = value === null ? 'not measured' : `${Number(value.toPrecision(3))} (goal ≤ ${most})`;
      process.stdout.write(`${id.padEnd(3)} ${met ? 'met   ' : 'MISSED'} ${what}: ${figure}\n`);
    }
    for (const line of failed) process.stdout.write(`FAULT ${line}\n`);
  }
  return failed.length === 0 && goals.every(({ met }) => met);
}
