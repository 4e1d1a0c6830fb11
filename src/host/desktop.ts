/** What only a desktop shell can do; the host works without it. */
export interface Desktop {
  /** Encrypts secrets with the system's key store. */
  readonly safeStorage: {
    isAvailable(): boolean;
    encrypt(text: string): Uint8Array;
    /** Throws where the bytes were encrypted by another user or machine. */
    decrypt(bytes: Uint8Array): string;
  };
  /** The system's file dialogs; null where the user cancelled. */
  readonly dialogs?: {
    open(kind: 'workflow' | 'media' | 'frame' | 'folder'): Promise<string | null>;
    save(suggestedName: string): Promise<string | null>;
  };
  /** Shows a file in the system's file manager. */
  reveal?(path: string): void;
}
