import { keysToShow } from './key-chord.ts';

/** A key combination as it is written on the keyboard. */
export function Keys({ chord }: { readonly chord: string }) {
  return (
    <span className="keys">
      {keysToShow(chord).map((key) => (
        <kbd key={key} className="key">
          {key}
        </kbd>
      ))}
    </span>
  );
}
