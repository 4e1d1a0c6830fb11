import { Search, X } from 'lucide-react';
import type { KeyboardEvent } from 'react';

interface SearchBoxProps {
  readonly label: string;
  readonly value: string;
  onChange(value: string): void;
  onKeyDown?(event: KeyboardEvent<HTMLInputElement>): void;
}

/** The search line on top of a list. */
export function SearchBox({ label, value, onChange, onKeyDown }: SearchBoxProps) {
  return (
    <div className="search-box">
      <Search size={14} aria-hidden />
      <input
        type="search"
        className="input"
        aria-label={label}
        placeholder={label}
        value={value}
        onChange={(event) => onChange(event.target.value)}
        onKeyDown={onKeyDown}
      />
      {value !== '' && (
        <button
          type="button"
          className="search-box__clear"
          aria-label="Clear the search"
          onClick={() => onChange('')}
        >
          <X size={12} aria-hidden />
        </button>
      )}
    </div>
  );
}
