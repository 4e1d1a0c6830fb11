import {
  Clapperboard,
  Coins,
  Eye,
  FlaskConical,
  HardDriveDownload,
  type LucideIcon,
  SlidersHorizontal,
  Sparkles,
  Waypoints,
} from 'lucide-react';
import type { NodeType } from '../../engine/define-node.ts';

export interface CategoryLook {
  readonly icon: LucideIcon;
  /** CSS variable of the stripe's colour. */
  readonly colorVar: `--group-${string}`;
}

/** Icon and stripe of each group of node types. */
export const CATEGORY_LOOK: { readonly [C in NodeType['category']]: CategoryLook } = {
  Input: { icon: Clapperboard, colorVar: '--group-input' },
  Prepare: { icon: SlidersHorizontal, colorVar: '--group-prepare' },
  Request: { icon: Sparkles, colorVar: '--group-request' },
  Spend: { icon: Coins, colorVar: '--group-spend' },
  Experiment: { icon: FlaskConical, colorVar: '--group-experiment' },
  Review: { icon: Eye, colorVar: '--group-review' },
  Output: { icon: HardDriveDownload, colorVar: '--group-output' },
  Flow: { icon: Waypoints, colorVar: '--group-flow' },
};
