/** Something in an EXR file that cannot be; the message is the end of a sentence about the file. */
export class DamagedExrError extends Error {
  constructor(what: string) {
    super(what);
    this.name = 'DamagedExrError';
  }
}
