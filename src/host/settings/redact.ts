/** Shortest part of a key that is worth hiding by itself; shorter ones would black out ordinary words. */
const MIN_PART_LENGTH = 8;
const HIDDEN = '[key]';

/** Takes secrets out of text that a person or a file will see. */
export interface Redactor {
  text(text: string): string;
  /** The same JSON data with every string redacted. */
  data<T>(value: T): T;
}

/** `secrets` is asked each time, so that a key entered later is hidden as well. */
export function createRedactor(secrets: () => readonly string[]): Redactor {
  const parts = () =>
    secrets()
      .flatMap((secret) => [secret, ...secret.split(':')])
      .filter((part) => part.length >= MIN_PART_LENGTH)
      .sort((a, b) => b.length - a.length);
  const text = (original: string) =>
    parts().reduce((result, part) => result.replaceAll(part, HIDDEN), original);
  return {
    text,
    data: (value) => (value === undefined ? value : JSON.parse(text(JSON.stringify(value)))),
  };
}
