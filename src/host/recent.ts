/** Workflows of which the last version, plan and answer are kept, so that the next costs what changed. */
export const WORKFLOWS_AT_HAND = 8;

/** The latest value of each of the ids that were used last. */
export interface Recent<T> {
  get(id: string): T | undefined;
  set(id: string, value: T): void;
}

/** Remembers the values of `count` ids; who was not asked for longest is forgotten first. */
export function createRecent<T>(count: number): Recent<T> {
  const values = new Map<string, T>();
  const set = (id: string, value: T) => {
    values.delete(id);
    values.set(id, value);
    if (values.size > count) values.delete(values.keys().next().value!);
  };
  return {
    get(id) {
      const value = values.get(id);
      if (value !== undefined) set(id, value);
      return value;
    },
    set,
  };
}
