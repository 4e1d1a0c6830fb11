import type { LucideIcon } from 'lucide-react';
import type { ReactNode } from 'react';

interface BannerProps {
  /** Trouble is said at once by a screen reader, everything else in its turn. */
  readonly tone?: 'bad' | 'warn' | 'ok';
  readonly icon: LucideIcon;
  readonly children: ReactNode;
  /** Buttons for the ways out. */
  readonly ways?: ReactNode;
}

/** A line below the top bar about something that needs an answer. */
export function Banner({ tone, icon: Icon, children, ways }: BannerProps) {
  return (
    <div className={tone ? `banner banner--${tone}` : 'banner'} role={tone === 'bad' ? 'alert' : 'status'}>
      <Icon size={14} aria-hidden />
      <p>{children}</p>
      {ways}
    </div>
  );
}
