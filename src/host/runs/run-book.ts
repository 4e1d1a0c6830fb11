import type { Clock } from '../clock.ts';
import type { Store } from '../store/store.ts';

/** Which runs have been started, with what was answered then: asked again, the answer is the same. */
export interface RunBook<Answer> {
  answerOf(id: string): Answer | undefined;
  /** Notes a run before its first step. False where it was noted already, be it by another host on the same home. */
  claim(id: string, answer: Answer): Promise<boolean>;
}

/** Nobody asks again after this. */
const KEPT_MS = 30 * 24 * 3_600_000;

/** Opens the runs of a store. */
export function openRunBook<Answer>({ database, write }: Store, clock: Clock): RunBook<Answer> {
  const select = database.prepare('SELECT answer FROM runs WHERE id = ?');
  const insert = database.prepare('INSERT OR IGNORE INTO runs (id, answer, started_at) VALUES (?, ?, ?)');
  const forget = database.prepare('DELETE FROM runs WHERE started_at < ?');
  return {
    answerOf(id) {
      const row = select.get(id) as { answer: string } | undefined;
      return row && (JSON.parse(row.answer) as Answer);
    },
    claim: (id, answer) =>
      write(() => {
        forget.run(clock.now() - KEPT_MS);
        return insert.run(id, JSON.stringify(answer), clock.now()).changes === 1;
      }),
  };
}
