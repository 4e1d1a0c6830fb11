import type { LucideIcon } from 'lucide-react';
import { Tooltip } from 'radix-ui';
import type { ComponentProps } from 'react';
import { Keys } from './Keys.tsx';

interface IconButtonProps extends Omit<ComponentProps<'button'>, 'children'> {
  readonly icon: LucideIcon;
  /** What it does; the name for assistive tech and the tooltip. */
  readonly label: string;
  readonly chord?: string;
  readonly size?: number;
  readonly side?: 'top' | 'right' | 'bottom' | 'left';
}

/** A button with a pictogram only; its name and keys show on hover and focus. */
export function IconButton({
  icon: Icon,
  label,
  chord,
  size = 16,
  side = 'bottom',
  className = 'icon-button',
  ...rest
}: IconButtonProps) {
  return (
    <Tooltip.Root>
      <Tooltip.Trigger asChild>
        <button type="button" className={className} aria-label={label} {...rest}>
          <Icon size={size} aria-hidden />
        </button>
      </Tooltip.Trigger>
      <Tooltip.Portal>
        <Tooltip.Content className="tooltip" side={side} sideOffset={4} collisionPadding={8}>
          {label} {chord && <Keys chord={chord} />}
        </Tooltip.Content>
      </Tooltip.Portal>
    </Tooltip.Root>
  );
}
