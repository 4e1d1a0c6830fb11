import { availableParallelism } from 'node:os';
import { parseArgs } from 'node:util';
import { drawScenarios, someScenarios } from './draw.ts';
import { runSuite } from './run-suite.ts';

const USAGE = 'usage: npm run test:crash -- [--kills N] [--seed N] [--at-once N] [--only PLACE]\n';

const { values } = parseArgs({
  options: {
    kills: { type: 'string', default: '200' },
    seed: { type: 'string', default: String(Date.now() % 1_000_000) },
    'at-once': { type: 'string', default: String(availableParallelism()) },
    only: { type: 'string' },
  },
});
const numberOf = (text: string): number => {
  const value = Number(text);
  if (Number.isInteger(value) && value >= 0) return value;
  process.stderr.write(USAGE);
  process.exit(2);
};
const killCount = numberOf(values.kills);
const seed = numberOf(values.seed);
const atOnce = Math.max(1, numberOf(values['at-once']));
const only = values.only === undefined ? null : numberOf(values.only);

const options = { seed, withDelays: true };
const scenarios = only === null ? drawScenarios(options) : someScenarios(options, 1, only);
process.stdout.write(`seed ${seed}, ${killCount} kills; again: npm run test:crash -- --seed ${seed}\n`);

const startMs = Date.now();
const report = await runSuite({
  scenarios,
  killCount,
  atOnce,
  onReport(place, { kind }, { killedAt, breaches }) {
    process.stdout.write(`${only ?? place} ${kind}: killed ${killedAt.join(', ')}\n`);
    for (const breach of breaches) process.stdout.write(`  ${breach}\n`);
  },
});

const table = (counts: Readonly<Record<string, number>>) =>
  Object.entries(counts)
    .sort(([, a], [, b]) => b - a)
    .map(([name, count]) => `  ${String(count).padStart(4)}  ${name}\n`)
    .join('');
process.stdout.write(`scenarios by what was going on\n${table(report.byKind)}`);
process.stdout.write(`kills by place\n${table(report.byPlace)}`);
for (const breach of report.breaches) process.stdout.write(`BREACH ${breach}\n`);
const tookS = Math.round((Date.now() - startMs) / 1000);
process.stdout.write(
  `${report.kills} kills in ${tookS} s, ${report.breaches.length} breaches, seed ${seed}\n`,
);
process.exitCode = report.breaches.length > 0 ? 1 : 0;
