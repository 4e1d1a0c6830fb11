/** How long passing messages stay, in milliseconds; a toast waits while the pointer is on it. */
export const MESSAGE_MS = {
  /** Long enough to press the button that it may have. */
  done: 6_000,
  note: 12_000,
  /** Long enough to read both sentences. */
  problem: 25_000,
  atPointer: 2_600,
} as const;
