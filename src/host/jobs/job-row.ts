import type { Charge } from '../../fal/charge.ts';
import type { JobState } from '../../fal/job-state.ts';
import type { Provider } from '../providers/provider.ts';
import { canonicalJson } from './canonical-json.ts';
import type { Job } from './job.ts';

/** Columns of the jobs table, by field of a job. */
const COLUMNS = {
  id: 'id',
  runId: 'run_id',
  workflowId: 'workflow_id',
  workflowName: 'workflow_name',
  nodeId: 'node_id',
  places: 'places',
  endpoint: 'endpoint',
  provider: 'provider',
  owner: 'owner',
  requestKey: 'request_key',
  requestId: 'request_id',
  state: 'state',
  seed: 'seed',
  input: 'input',
  asked: 'asked',
  sent: 'sent',
  mark: 'mark',
  clockAheadMs: 'clock_ahead',
  estimateUsd: 'estimate_usd',
  megapixels: 'megapixels',
  unitPriceUsd: 'unit_price_usd',
  billedUnits: 'billed_units',
  billedUsd: 'billed_usd',
  charge: 'charge',
  createdAtMs: 'created_at',
  sentAtMs: 'sent_at',
  submittedAtMs: 'submitted_at',
  updatedAtMs: 'updated_at',
  finishedAtMs: 'finished_at',
  alikeRequestId: 'alike_request_id',
  result: 'result',
  asset: 'asset',
  frames: 'frames',
  problem: 'problem',
  notes: 'notes',
} as const satisfies Record<keyof Job, string>;

const JSON_FIELDS: ReadonlySet<string> = new Set([
  'places',
  'input',
  'asked',
  'sent',
  'result',
  'frames',
  'problem',
  'notes',
]);
export const JOB_FIELDS = Object.keys(COLUMNS) as (keyof Job)[];

export function columnOf(field: keyof Job): string {
  return COLUMNS[field];
}

/** The value of one field as SQLite keeps it. */
export function toColumn(field: keyof Job, value: Job[keyof Job]): string | number | null {
  // The column takes no NULL: what is promised was always known when it was made.
  if (field === 'asked') return JSON.stringify(value ?? null);
  if (value === null || value === undefined) return null;
  if (field === 'provider') return (value as Provider).id;
  // Compared as a text: the order of fields must not tell.
  if (field === 'sent') return canonicalJson(value);
  return JSON_FIELDS.has(field) ? JSON.stringify(value) : (value as string | number);
}

/** A job from its row; `providerOf` tells who its provider is. */
export function jobOfRow(row: Readonly<Record<string, unknown>>, providerOf: (id: string) => Provider): Job {
  const fields: Record<string, unknown> = {};
  for (const field of JOB_FIELDS) {
    const value = row[COLUMNS[field]];
    fields[field] = JSON_FIELDS.has(field) && typeof value === 'string' ? JSON.parse(value) : value;
  }
  fields.provider = providerOf(String(fields.provider));
  return fields as unknown as Job & { state: JobState; charge: Charge };
}
