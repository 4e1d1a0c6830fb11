import type { ReactNode } from 'react';

interface EntryProps {
  /** What is shown, such as `field slider`; no two entries have the same. */
  readonly name: string;
  /** In CSS px, as wide as the part is in the editor. */
  readonly width: number;
  /** In CSS px, where the part fills a place that has a height of its own. */
  readonly height?: number;
  readonly children: ReactNode;
}

/** One part of the editor under its name, in a box that it must not overflow. */
export function Entry({ name, width, height, children }: EntryProps) {
  return (
    <section className="entry" aria-label={name}>
      <h3 className="quiet">{name}</h3>
      <div className="entry__box" data-entry={name} style={{ width, height }}>
        {children}
      </div>
    </section>
  );
}
