/** The few globals that every runtime has and pure code may name; nothing else of a browser or of Node compiles there. */
interface AbortSignal {
  readonly aborted: boolean;
  // biome-ignore lint/suspicious/noExplicitAny: must equal the platform's own declaration
  readonly reason: any;
  addEventListener(type: 'abort', listener: () => void, options?: { once?: boolean }): void;
  removeEventListener(type: 'abort', listener: () => void): void;
  throwIfAborted(): void;
}

/** Decodes UTF-8; what is no character becomes U+FFFD. */
declare const TextDecoder: { new (): { decode(bytes: Uint8Array): string } };

declare const URL: {
  canParse(text: string): boolean;
  new (
    text: string,
  ): {
    readonly protocol: string;
    readonly hostname: string;
    readonly username: string;
    readonly password: string;
    readonly pathname: string;
  };
};

/** Both sides draw ids by it. */
declare const crypto: { randomUUID(): `${string}-${string}-${string}-${string}-${string}` };
