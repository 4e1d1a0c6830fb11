import { isOpen } from '../../src/fal/job-state.ts';
import type { Host } from '../../src/host/host.ts';
import type { JobView } from '../../src/host/jobs/job-view.ts';
import type { RecordedRequest } from '../simulator/provider-book.ts';

export interface Agreement {
  readonly rows: number;
  readonly requests: number;
  /** What the provider has charged. */
  readonly providerUsd: number;
  /** What the ledger has as billed for those requests, and what it has as perhaps charged. */
  readonly billedUsd: number;
  readonly perhapsUsd: number;
  readonly states: Readonly<Record<string, number>>;
  readonly breaches: readonly string[];
}

const CENT_PART_USD = 1e-6;
const MOST_ROWS = 1_000_000;

/** Holds the ledger of a home against the books of the provider: count, sum, and each request for itself. */
export function compareBooks(host: Host, book: readonly RecordedRequest[]): Agreement {
  const rows = host.jobs.list(MOST_ROWS);
  const byRequest = new Map(
    rows.filter(({ requestId }) => requestId !== null).map((row) => [row.requestId!, row]),
  );
  const states: Record<string, number> = {};
  for (const { state } of rows) states[state] = (states[state] ?? 0) + 1;
  const sum = (some: readonly JobView[]) => some.reduce((total, { costUsd }) => total + costUsd, 0);
  const atFal = rows.filter(({ provider }) => provider.id === 'fal');
  return {
    rows: rows.length,
    requests: book.length,
    providerUsd: book.reduce((total, { costUsd }) => total + costUsd, 0),
    billedUsd: sum(atFal.filter(({ charge }) => charge === 'billed')),
    perhapsUsd: sum(atFal.filter(({ charge }) => charge !== 'billed')),
    states,
    breaches: [
      ...rows.filter(({ state }) => isOpen(state)).map(({ seed, state }) => `seed ${seed} is still ${state}`),
      ...book.flatMap((request) => judgeRequest(request, byRequest.get(request.id))),
      ...unknownToProvider(byRequest, book),
      ...paidTwice(book),
    ],
  };
}

function judgeRequest({ id, seed, costUsd }: RecordedRequest, row: JobView | undefined): string[] {
  if (!row) return [`seed ${seed}: request ${id} is not in the ledger`];
  if (row.provider.id !== 'fal') return [];
  const isSame = Math.abs(row.costUsd - costUsd) < CENT_PART_USD;
  if (row.charge === 'billed' || row.charge === 'free') {
    return isSame
      ? []
      : [`seed ${seed}: ${row.charge} ${row.costUsd} in the ledger, ${costUsd} at the provider`];
  }
  return [];
}

function unknownToProvider(
  byRequest: ReadonlyMap<string, JobView>,
  book: readonly RecordedRequest[],
): string[] {
  const known = new Set(book.map(({ id }) => id));
  return [...byRequest]
    .filter(([id]) => !known.has(id))
    .map(([id, { seed }]) => `seed ${seed}: the provider does not know request ${id}`);
}

/** One take is bought once, also where two hosts want it. */
function paidTwice(book: readonly RecordedRequest[]): string[] {
  const successes = Map.groupBy(
    book.filter(({ isSuccess }) => isSuccess === true),
    ({ seed }) => seed,
  );
  return [...successes]
    .filter(([, requests]) => requests.length > 1)
    .map(([seed, requests]) => `seed ${seed}: paid ${requests.length} times`);
}
