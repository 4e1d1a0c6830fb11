import { FAULT_PROFILES } from '../../src/simulator/faults/profiles/index.ts';
import { hashText, seededRandom } from '../../src/simulator/seeded-random.ts';

/** Share of the jobs that lives under each fault profile; most have two of them, so that they meet. */
const SHARE = 0.05;
/** Share of the jobs that both hosts are asked for at once. */
const SHARED = 0.05;
/** Share of the jobs at Oxen, whose events three of the profiles spoil. */
const OXEN = 0.15;

/** One job of a soak: everything about it follows from the seed and its number. */
export interface SoakJob {
  readonly number: number;
  readonly profiles: readonly string[];
  readonly provider: 'fal' | 'oxen';
  /** HDR brings an archive of frames, which three of the profiles spoil. */
  readonly isHdr: boolean;
  /** Whether its run is cancelled once the job is at the provider. */
  readonly isCancelled: boolean;
  readonly isShared: boolean;
}

/** Troubles that a host gets over by itself: under them alone a take comes. */
const HARMLESS: ReadonlySet<string> = new Set([
  ...['happy', 'slow-queue', 'server-retries', 'rate-limited', 'status-errors', 'down-mid-job'],
  ...['submit-reset-after', 'duplicate-seeds', 'clock-skew', 'early-result', 'frame-mismatch', 'part-fails'],
  ...['stream-dropped', 'stream-split', 'stream-silent', 'silent-cap'],
  ...['download-slow', 'download-truncated', 'download-wrong-length', 'archive-damaged'],
]);

/** Under these the answer to a submit is lost; at Oxen a person has to say what became of it. */
const LOSES_SUBMIT: ReadonlySet<string> = new Set(['submit-reset-after', 'duplicate-seeds', 'clock-skew']);

export const PROFILE_NAMES: readonly string[] = FAULT_PROFILES.map(({ name }) => name).filter(
  (name) => name !== 'happy',
);

export function soakJob(seed: number, number: number): SoakJob {
  const random = seededRandom(seed ^ hashText(`soak job ${number}`));
  const profiles = PROFILE_NAMES.filter(() => random() < SHARE);
  const has = (start: string) => profiles.some((name) => name.startsWith(start));
  const isAtOxen = random() < OXEN || has('stream-');
  return {
    number,
    profiles,
    provider: isAtOxen && !has('archive-') ? 'oxen' : 'fal',
    isHdr: has('archive-'),
    isCancelled: has('cancel-'),
    isShared: random() < SHARED,
  };
}

/** Whether this job has to bring its take. */
export function mustSucceed({ profiles, provider, isCancelled }: SoakJob): boolean {
  const isHarmless = (name: string) => HARMLESS.has(name) && !(provider === 'oxen' && LOSES_SUBMIT.has(name));
  return !isCancelled && profiles.every(isHarmless);
}
