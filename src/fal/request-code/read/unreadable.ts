/** Stands for an expression whose value is not written down, e.g. a call or a variable from elsewhere. */
export const UNREADABLE: unique symbol = Symbol('unreadable');

export type Read =
  | string
  | number
  | boolean
  | null
  | typeof UNREADABLE
  | readonly Read[]
  | { readonly [name: string]: Read };

/** Where reading stopped, and what was read. */
export interface ReadAt {
  readonly value: Read;
  readonly end: number;
}
