import { randomUUID } from 'node:crypto';
import { isOpen, type JobState, NEXT_STATES, OPEN_STATES } from '../../fal/job-state.ts';
import type { Clock } from '../clock.ts';
import type { Provider } from '../providers/provider.ts';
import type { Redactor } from '../settings/redact.ts';
import type { Row } from '../store/database.ts';
import type { Store } from '../store/store.ts';
import { canonicalJson } from './canonical-json.ts';
import { type Job, OPEN_LIFETIME_MS } from './job.ts';
import { columnOf, JOB_FIELDS, jobOfRow, toColumn } from './job-row.ts';
import { type CapRefusal, type Caps, refuseSpending } from './spending-caps.ts';

/** What is known of a job before it is sent. */
export type JobDraft = Omit<
  Job,
  | 'id'
  | 'requestId'
  | 'state'
  | 'billedUnits'
  | 'billedUsd'
  | 'charge'
  | 'sent'
  | 'clockAheadMs'
  | 'createdAtMs'
  | 'sentAtMs'
  | 'submittedAtMs'
  | 'updatedAtMs'
  | 'finishedAtMs'
  | 'alikeRequestId'
  | 'result'
  | 'asset'
  | 'frames'
  | 'problem'
  | 'notes'
>;

export type SendFacts = Pick<Job, 'mark' | 'clockAheadMs'> & { readonly sent: NonNullable<Job['sent']> };

export type JobPatch = Partial<
  Pick<
    Job,
    | 'requestId'
    | 'owner'
    | 'billedUnits'
    | 'billedUsd'
    | 'charge'
    | 'alikeRequestId'
    | 'result'
    | 'asset'
    | 'frames'
    | 'problem'
    | 'notes'
  >
>;

/** Jobs of one workflow, or of one node of it. */
export interface JobsOf {
  readonly workflowId?: string;
  readonly nodeId?: string;
}

export type Reservation =
  | { readonly kind: 'reserved'; readonly job: Job }
  /** The same request is under way or has brought its take already, whose file may be gone since. */
  | { readonly kind: 'existing'; readonly job: Job }
  /** The same request may have been sent: only a person can tell. */
  | { readonly kind: 'doubtful'; readonly job: Job }
  | { readonly kind: 'refused'; readonly refusal: CapRefusal };

/**
 * The book of everything that was or may be paid. Every writing method is one durable step, done at once where no other
 * process is writing; it rejects with what the disk or the database said where it could not be written.
 */
export interface Ledger {
  /**
   * Writes a job as intended, unless the same request exists or may exist, or a cap stands against it; all in one step,
   * so that two hosts cannot both pass. `capsNow` tells the caps in that very moment.
   */
  reserve(draft: JobDraft, capsNow: () => Caps): Promise<Reservation>;
  /** Moves a job on. Rejects where the step is not allowed. */
  move(id: string, state: JobState, patch?: JobPatch): Promise<Job>;
  /**
   * Writes down what is about to leave, and when. False where an earlier job has sent the very same although it bears a
   * mark: nothing is written then, since nobody could tell the two apart at the provider.
   */
  send(id: string, facts: SendFacts): Promise<boolean>;
  /** Notes something about a job without moving it. */
  patch(id: string, patch: JobPatch): Promise<Job>;
  get(id: string): Job | undefined;
  /** The newest first. */
  list(limit: number, of?: JobsOf): Job[];
  count(of?: JobsOf): number;
  open(): Job[];
  withRequestKey(requestKey: string, state: JobState): Job[];
  knowsRequest(requestId: string): boolean;
  /**
   * Jobs whose money may count on or after a time: those made since, and those under way that may still be charged. What
   * was charged counts on its own day, however long its take is on the way.
   */
  since(timeMs: number): Job[];
  ofRun(runId: string): Job[];
  onChange(listener: (job: Job) => void): () => void;
}

/** Opens the ledger of a store. */
export function openLedger(
  { database, writeForGood: inOneStep }: Store,
  clock: Clock,
  redactor: Redactor,
  providerOf: (id: string) => Provider,
): Ledger {
  const listeners = new Set<(job: Job) => void>();
  const names = JOB_FIELDS.map(columnOf);
  const redacted = (field: keyof Job, value: Job[keyof Job]) =>
    field === 'provider' ? value : redactor.data(value);
  const insert = database.prepare(
    `INSERT INTO jobs (${names.join(', ')}) VALUES (${names.map(() => '?').join(', ')})`,
  );
  const select = database.prepare('SELECT * FROM jobs WHERE id = ?');
  const isOf = '(:workflow IS NULL OR workflow_id = :workflow) AND (:node IS NULL OR node_id = :node)';
  const selectList = database.prepare(
    `SELECT * FROM jobs WHERE ${isOf} ORDER BY created_at DESC, rowid DESC LIMIT :limit`,
  );
  const selectCount = database.prepare(`SELECT count(*) AS count FROM jobs WHERE ${isOf}`);
  const openList = OPEN_STATES.map((state) => `'${state}'`).join(', ');
  const selectOpen = database.prepare(
    `SELECT * FROM jobs WHERE state IN (${openList}) ORDER BY created_at, rowid`,
  );
  const selectKey = database.prepare(
    'SELECT * FROM jobs WHERE request_key = ? AND state = ? ORDER BY created_at DESC, rowid DESC',
  );
  const selectSame = database.prepare(
    `SELECT * FROM jobs WHERE request_key = ? AND state IN (${openList}, 'done', 'unknown') ORDER BY created_at DESC, rowid DESC`,
  );
  const selectSent = database.prepare(
    'SELECT 1 FROM jobs WHERE sent = ? AND provider = ? AND endpoint = ? AND id <> ?',
  );
  const selectRequest = database.prepare('SELECT 1 FROM jobs WHERE request_id = ?');
  const selectRun = database.prepare('SELECT * FROM jobs WHERE run_id = ? ORDER BY created_at, rowid');
  const selectSince = database.prepare(
    `SELECT * FROM jobs WHERE created_at >= ? OR (charge = 'open' AND created_at >= ?) ORDER BY created_at`,
  );
  const jobOf = (row: Row) => jobOfRow(row, providerOf);
  const rows = (found: Row[]) => found.map(jobOf);

  const get = (id: string) => {
    const row = select.get(id);
    return row && jobOf(row);
  };
  const since = (timeMs: number) => rows(selectSince.all(timeMs, clock.now() - OPEN_LIFETIME_MS));
  const tell = (job: Job) => {
    for (const listener of listeners) listener(job);
    return job;
  };
  const write = (id: string, patch: Partial<Job>): Job => {
    const fields = Object.keys(patch) as (keyof Job)[];
    const text = fields.map((field) => `${columnOf(field)} = ?`).join(', ');
    const values = fields.map((field) => toColumn(field, redactor.data(patch[field] ?? null)));
    database.prepare(`UPDATE jobs SET ${text} WHERE id = ?`).run(...values, id);
    return get(id)!;
  };

  return {
    async reserve(draft, capsNow) {
      const reservation = await inOneStep((): Reservation => {
        const same = rows(selectSame.all(draft.requestKey));
        const usable = same.find(({ state }) => isOpen(state)) ?? same.find(({ state }) => state === 'done');
        if (usable) return { kind: 'existing', job: usable };
        if (same[0] && !draft.provider.isSimulated) return { kind: 'doubtful', job: same[0] };
        const caps = capsNow();
        const refusal = refuseSpending(draft, caps, since(caps.dayStartMs));
        if (refusal) return { kind: 'refused', refusal };
        const nowMs = clock.now();
        const job: Job = {
          ...draft,
          id: randomUUID(),
          requestId: null,
          state: 'intended',
          billedUnits: null,
          billedUsd: null,
          charge: 'open',
          sent: null,
          clockAheadMs: null,
          createdAtMs: nowMs,
          sentAtMs: null,
          submittedAtMs: null,
          updatedAtMs: nowMs,
          finishedAtMs: null,
          alikeRequestId: null,
          result: null,
          asset: null,
          frames: null,
          problem: null,
          notes: [],
        };
        insert.run(...JOB_FIELDS.map((field) => toColumn(field, redacted(field, job[field]))));
        return { kind: 'reserved', job };
      });
      if (reservation.kind === 'reserved') tell(reservation.job);
      return reservation;
    },
    async move(id, state, patch = {}) {
      const moved = await inOneStep(() => {
        const before = get(id);
        if (!before) throw new Error(`no job ${id} in the ledger`);
        if (before.state !== state && !NEXT_STATES[before.state].includes(state)) {
          throw new Error(`a job cannot go from ${before.state} to ${state}`);
        }
        const nowMs = clock.now();
        return write(id, {
          ...patch,
          state,
          updatedAtMs: nowMs,
          ...(state === 'submitted' && { submittedAtMs: nowMs }),
          finishedAtMs: isOpen(state) ? null : nowMs,
        });
      });
      return tell(moved);
    },
    async send(id, facts) {
      const sent = await inOneStep(() => {
        const { provider, endpoint } = get(id)!;
        const text = canonicalJson(redactor.data(facts.sent));
        if (facts.mark !== null && selectSent.get(text, provider.id, endpoint, id)) return null;
        const nowMs = clock.now();
        return write(id, { ...facts, sentAtMs: nowMs, updatedAtMs: nowMs });
      });
      if (sent) tell(sent);
      return sent !== null;
    },
    async patch(id, patch) {
      return tell(await inOneStep(() => write(id, { ...patch, updatedAtMs: clock.now() })));
    },
    get,
    list: (limit, { workflowId = null, nodeId = null } = {}) =>
      rows(selectList.all({ workflow: workflowId, node: nodeId, limit })),
    count: ({ workflowId = null, nodeId = null } = {}) =>
      Number(selectCount.get({ workflow: workflowId, node: nodeId })!.count),
    open: () => rows(selectOpen.all()),
    withRequestKey: (requestKey, state) => rows(selectKey.all(requestKey, state)),
    knowsRequest: (requestId) => selectRequest.get(requestId) !== undefined,
    ofRun: (runId) => rows(selectRun.all(runId)),
    since,
    onChange(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}
