/** What only a desktop shell can do; the host works without it. */
export interface Desktop {
  /** Encrypts secrets with the system's key store. */
  readonly safeStorage: {
    isAvailable(): boolean;
    encrypt(text: string): Uint8Array;
    /** Throws where the bytes were encrypted by another user or machine. */
    decrypt(bytes: Uint8Array): string;
  };
}
