/** Why a document cannot be used, and what to do about it. */
export interface Refusal {
  readonly ok: false;
  readonly message: string;
  readonly fix: string;
}

/** Thrown inside the reader only; `readDocument` turns it into a refusal. */
export class UnusableDocument extends Error {
  readonly fix: string;

  constructor(message: string, fix: string) {
    super(message);
    this.fix = fix;
  }
}
