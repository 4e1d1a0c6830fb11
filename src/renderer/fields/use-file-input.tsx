import { type ReactNode, useRef } from 'react';

interface FileInputOptions {
  /** What the dialog offers; everything where it is left out. */
  readonly accept?: string;
  readonly multiple?: boolean;
  /** Hears what was chosen; never nothing. */
  onFiles(files: readonly File[]): void;
}

/** The browser's dialog for files: `choose` opens it from a button of one's own, beside which `input` has to stand. */
export function useFileInput({ accept, multiple, onFiles }: FileInputOptions): {
  readonly input: ReactNode;
  choose(): void;
} {
  const input = useRef<HTMLInputElement>(null);
  return {
    choose: () => input.current?.click(),
    input: (
      <input
        ref={input}
        type="file"
        hidden
        accept={accept}
        multiple={multiple}
        onChange={(event) => {
          const files = [...(event.target.files ?? [])];
          // The same file may be chosen again.
          event.target.value = '';
          if (files.length > 0) onFiles(files);
        }}
      />
    ),
  };
}
