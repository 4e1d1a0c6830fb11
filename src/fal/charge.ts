import { formatUsd } from './price.ts';

/**
 * Who pays: `open` is under way and counts with its estimate, `billed` is paid, `free` costs nothing, `maybe` may be
 * charged by the provider's rules, `unknown` is charged if it was sent, which nobody knows.
 */
export type Charge = 'open' | 'billed' | 'free' | 'maybe' | 'unknown';

/** Who a job is paid to. */
export interface Payee {
  /** Whether it runs on this machine and costs nothing. */
  readonly isSimulated: boolean;
  readonly words: { readonly label: string };
}

/** What is known of the money of one job. */
export interface JobMoney {
  readonly provider: Payee;
  readonly charge: Charge;
  /** What the provider said that it charges; null where it did not. */
  readonly billedUsd: number | null;
  readonly estimateUsd: number;
}

/** How far a job got on its way to the provider. */
export interface JobPassage extends JobMoney {
  readonly requestId: string | null;
  /** Null while nothing was sent. */
  readonly sentAtMs: number | null;
}

const sumOf = ({ billedUsd, estimateUsd }: JobMoney) =>
  billedUsd === null ? formatUsd(estimateUsd, 'before') : formatUsd(billedUsd, 'after');

/** Who pays what for one job, in the words of a row. */
export function chargeText(job: JobMoney): string {
  if (job.provider.isSimulated) return 'simulated, nothing charged';
  switch (job.charge) {
    case 'open':
    case 'billed':
      return sumOf(job);
    case 'free':
      return 'nothing charged';
    case 'maybe':
      return `may be charged: ${sumOf(job)}`;
    case 'unknown':
      return `${sumOf(job)} if it was sent`;
  }
}

/** The same as a sentence about a job that brought no take; empty for what is simulated. */
export function chargeSentence(job: JobMoney): string {
  if (job.provider.isSimulated) return '';
  const { label } = job.provider.words;
  switch (job.charge) {
    case 'open':
      return `It counts with ${sumOf(job)} while it is open.`;
    case 'billed':
      return `${label} charged ${sumOf(job)} for it.`;
    case 'free':
      return 'Nothing is charged for it.';
    case 'maybe':
      return `${label} may charge ${sumOf(job)} for it.`;
    case 'unknown':
      return `If it was sent, it costs ${sumOf(job)}.`;
  }
}

/** The money of several jobs, in USD, by how sure it is. */
export interface Money {
  readonly paidUsd: number;
  /** Whether all of `paidUsd` is what the provider told. */
  readonly isPaidExact: boolean;
  /** Charged if the provider's rules say so, or if it was sent at all. */
  readonly doubtfulUsd: number;
  readonly openUsd: number;
}

/** Adds up jobs; what is simulated costs nothing. */
export function moneyOf(jobs: readonly JobMoney[]): Money {
  const real = jobs.filter(({ provider }) => !provider.isSimulated);
  const sum = (...charges: readonly Charge[]) =>
    real
      .filter(({ charge }) => charges.includes(charge))
      .reduce((total, { billedUsd, estimateUsd }) => total + (billedUsd ?? estimateUsd), 0);
  return {
    paidUsd: sum('billed'),
    isPaidExact: real.every(({ charge, billedUsd }) => charge !== 'billed' || billedUsd !== null),
    doubtfulUsd: sum('maybe', 'unknown'),
    openUsd: sum('open'),
  };
}

const counted = (count: number, words: string) => `${count} ${count === 1 ? 'job' : 'jobs'} ${words}`;

/** What became of the jobs of a run on their way, and who pays what for them: the parts of one line. */
export function passageTexts(jobs: readonly JobPassage[]): string[] {
  const submitted = jobs.filter(({ requestId }) => requestId !== null).length;
  const unsent = jobs.filter(({ sentAtMs }) => sentAtMs === null).length;
  // What was sent and is still open has no answer yet, or none that could be written down.
  const doubtful = jobs.filter(
    ({ requestId, sentAtMs, charge }) =>
      requestId === null && (charge === 'unknown' || (charge === 'open' && sentAtMs !== null)),
  ).length;
  const refused = jobs.length - submitted - unsent - doubtful;
  return [
    ...(submitted > 0 || jobs.length === 0 ? [counted(submitted, 'submitted')] : []),
    ...(doubtful > 0 ? [counted(doubtful, 'perhaps submitted')] : []),
    ...(refused > 0 ? [counted(refused, 'not accepted')] : []),
    ...(unsent > 0 ? [counted(unsent, 'not sent')] : []),
    ...moneyTexts(jobs),
  ];
}

/** Who pays what for the jobs of a run, which all went to one provider. */
export function moneyTexts(jobs: readonly JobMoney[]): string[] {
  if (!jobs[0]) return ['nothing charged'];
  const { isSimulated, words } = jobs[0].provider;
  if (isSimulated) return ['simulated, nothing charged'];
  const { paidUsd, isPaidExact, doubtfulUsd, openUsd } = moneyOf(jobs);
  const texts = [
    ...(paidUsd > 0
      ? [`${words.label} charged ${formatUsd(paidUsd, isPaidExact ? 'after' : 'before')}`]
      : []),
    ...(doubtfulUsd > 0 ? [`${formatUsd(doubtfulUsd, 'before')} may be charged`] : []),
    ...(openUsd > 0 ? [`${formatUsd(openUsd, 'before')} under way`] : []),
  ];
  return texts.length > 0 ? texts : ['nothing charged'];
}
