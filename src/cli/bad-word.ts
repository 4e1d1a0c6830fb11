/** What can't be taken as it stands on the command line; the message names it and says what to give. */
export class BadWord extends Error {
  /** What the command takes, where more than a value is wrong. */
  readonly usage: string;

  constructor(message: string, usage = '') {
    super(message);
    this.usage = usage;
  }
}
