import type { KeyboardEvent, ReactNode } from 'react';

interface RowListProps {
  readonly className: string;
  readonly children: ReactNode;
}

/** A list whose rows (`data-row`) are also reached with the arrow keys. */
export function RowList({ className, children }: RowListProps) {
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: hears the arrow keys of the rows in it
    <div className={className} onKeyDown={stepRows}>
      {children}
    </div>
  );
}

function stepRows(event: KeyboardEvent<HTMLElement>): void {
  const by = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0;
  if (by === 0) return;
  const rows = [...event.currentTarget.querySelectorAll<HTMLElement>('[data-row]')];
  const next = rows[rows.indexOf(document.activeElement as HTMLElement) + by];
  if (!next) return;
  event.preventDefault();
  next.focus();
}
