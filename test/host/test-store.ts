import type { Clock } from '../../src/host/clock.ts';
import { openDatabase } from '../../src/host/store/database.ts';
import { createStore, type Store } from '../../src/host/store/store.ts';

/** A store on a database file. What it would log is a failure of the test. */
export function openTestStore(path: string, clock: Clock): Store {
  return createStore(openDatabase(path), clock, {
    warning(area, text, error) {
      throw new Error(`${area}: ${text}`, { cause: error });
    },
  });
}
