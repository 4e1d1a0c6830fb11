import { availableParallelism } from 'node:os';
import { parseArgs } from 'node:util';
import { runMutations } from './run-mutations.ts';
import type { MediaCall } from './watch-media.ts';

const USAGE =
  'usage: npm run test:mutations -- [--count N] [--seed N] [--lanes N] [--only NUMBER] [--keep DIR]\n';

const { values } = parseArgs({
  options: {
    count: { type: 'string', default: '2000' },
    seed: { type: 'string', default: String(Date.now() % 1_000_000) },
    lanes: { type: 'string', default: String(availableParallelism()) },
    only: { type: 'string' },
    keep: { type: 'string' },
  },
});
const numberOf = (text: string): number => {
  const value = Number(text);
  if (Number.isInteger(value) && value >= 0) return value;
  process.stderr.write(USAGE);
  process.exit(2);
};
const seed = numberOf(values.seed);
process.stdout.write(
  `seed ${seed}; again: npm run test:mutations -- --count ${values.count} --seed ${seed}\n`,
);

const startMs = Date.now();
const report = await runMutations({
  seed,
  count: numberOf(values.count),
  lanes: Math.max(1, numberOf(values.lanes)),
  only: values.only === undefined ? undefined : numberOf(values.only),
  keepIn: values.keep,
});

process.stdout.write('calls by method: how they ended, and the longest in ms\n');
for (const [method, calls] of Map.groupBy(report.calls, (call) => call.method)) {
  process.stdout.write(`  ${method.padEnd(14)}${endsOf(calls)}; ${longestMs(calls)} ms\n`);
}
for (const breach of report.breaches) process.stdout.write(`BREACH ${breach}\n`);
const tookS = Math.round((Date.now() - startMs) / 1000);
process.stdout.write(
  `${report.mutants} mutants in ${tookS} s, ${report.calls.length} media calls, ${report.breaches.length} breaches; ` +
    `the host was held up ${Math.round(report.heldUpMs)} ms at most; seed ${seed}\n`,
);
process.exitCode = report.breaches.length > 0 ? 1 : 0;

function endsOf(calls: readonly MediaCall[]): string {
  return [...Map.groupBy(calls, ({ code }) => code)]
    .sort(([, a], [, b]) => b.length - a.length)
    .map(([code, some]) => `${some.length} ${code}`)
    .join(', ');
}

function longestMs(calls: readonly MediaCall[]): number {
  return Math.round(Math.max(...calls.map(({ tookMs }) => tookMs)));
}
