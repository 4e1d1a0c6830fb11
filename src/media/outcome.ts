/** Expected trouble is a value: the result, or a problem with a way out. */
export type Outcome<Value, Problem> = { ok: true; value: Value } | { ok: false; problem: Problem };
