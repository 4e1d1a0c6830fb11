import { parseArgs } from 'node:util';
import { type Sample, slopePerHour } from './measure.ts';
import { runSoak } from './run-soak.ts';

const USAGE = 'usage: npm run test:soak -- [--minutes N] [--jobs N] [--at-once N] [--seed N]\n';

const { values } = parseArgs({
  options: {
    minutes: { type: 'string', default: '0' },
    jobs: { type: 'string', default: '500' },
    'at-once': { type: 'string', default: '10' },
    seed: { type: 'string', default: String(Date.now() % 1_000_000) },
  },
});
const numberOf = (text: string): number => {
  const value = Number(text);
  if (Number.isFinite(value) && value >= 0) return value;
  process.stderr.write(USAGE);
  process.exit(2);
};
const [minutes, jobs, atOnce, seed] = [values.minutes, values.jobs, values['at-once'], values.seed].map(
  numberOf,
) as [number, number, number, number];
process.stdout.write(
  `seed ${seed}: ${jobs} jobs or more, for ${minutes} minutes or more, ${atOnce} at once\n`,
);

const startMs = Date.now();
let ended = 0;
const report = await runSoak({
  seed,
  jobs,
  leastMs: minutes * 60_000,
  atOnce,
  onEnded(job, { status }) {
    ended++;
    const minute = ((Date.now() - startMs) / 60_000).toFixed(1);
    process.stdout.write(`${minute} min ${ended}: job ${job.number} ${status} [${job.profiles.join(' ')}]\n`);
  },
});

const list = (counts: Readonly<Record<string, number>>) =>
  Object.entries(counts)
    .sort(([, a], [, b]) => b - a)
    .map(([name, count]) => `${name} ${count}`)
    .join(', ');
const { agreement } = report;
process.stdout.write(`runs: ${list(report.byStatus)}\ncalls spoiled: ${list(report.faults)}\n`);
process.stdout.write(`ledger: ${agreement.rows} jobs (${list(agreement.states)})\n`);
process.stdout.write(
  `provider: ${agreement.requests} requests, $${agreement.providerUsd.toFixed(4)} charged; ` +
    `ledger: $${agreement.billedUsd.toFixed(4)} billed, $${agreement.perhapsUsd.toFixed(4)} perhaps\n`,
);
for (const [host, samples] of report.samples.entries()) process.stdout.write(`${lineOf(host, samples)}\n`);
for (const breach of report.breaches) process.stdout.write(`BREACH ${breach}\n`);
const tookMin = ((Date.now() - startMs) / 60_000).toFixed(1);
process.stdout.write(
  `${report.jobs} jobs in ${tookMin} min, ${report.breaches.length} breaches, seed ${seed}\n`,
);
process.exitCode = report.breaches.length > 0 ? 1 : 0;

function lineOf(host: number, samples: readonly Sample[]): string {
  const slope = (pick: (sample: Sample) => number) => slopePerHour(samples, pick)?.toFixed(1) ?? 'unknown';
  const [first, last] = [samples[0], samples.at(-1)];
  if (!first || !last) return `host ${host}: no samples`;
  return (
    `host ${host}: heap ${first.heapMb.toFixed(1)} to ${last.heapMb.toFixed(1)} MB, slope ${slope(({ heapMb }) => heapMb)} MB/h; ` +
    `resident ${first.rssMb.toFixed(0)} to ${last.rssMb.toFixed(0)} MB, slope ${slope(({ rssMb }) => rssMb)} MB/h; ` +
    `descriptors ${first.descriptors} to ${last.descriptors}, most ${Math.max(...samples.map((sample) => sample.descriptors))}`
  );
}
