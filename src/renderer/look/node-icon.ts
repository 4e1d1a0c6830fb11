import {
  BadgeDollarSign,
  Clapperboard,
  Crop,
  Dices,
  Download,
  Eye,
  Film,
  FolderDown,
  Folders,
  GalleryHorizontal,
  Hash,
  Image,
  Images,
  Layers,
  type LucideIcon,
  MessageSquareText,
  Puzzle,
  ScanLine,
  Settings2,
  Sparkles,
  Spline,
  Sun,
  ToggleRight,
  Type,
  Waypoints,
} from 'lucide-react';
import type { NodeType } from '../../engine/define-node.ts';
import { CATEGORY_LOOK } from './category-look.ts';

/** Pictograms of node types that have one of their own; the others show their group's. */
const ICONS: Readonly<Record<string, LucideIcon>> = {
  'video-input': Film,
  'image-input': Image,
  'image-sequence': Images,
  'shot-folder': Folders,
  seed: Dices,
  'conform-video': Crop,
  'extract-frame': ScanLine,
  prompt: MessageSquareText,
  'generation-settings': Settings2,
  'render-to-real': Sparkles,
  'budget-check': BadgeDollarSign,
  'fal-submit': Clapperboard,
  preview: Eye,
  'save-video': Download,
  'save-frames': FolderDown,
  keyframes: GalleryHorizontal,
  'control-video': Waypoints,
  'edge-control': Spline,
  lora: Puzzle,
  'lora-stack': Layers,
  text: Type,
  number: Hash,
  boolean: ToggleRight,
  hdr: Sun,
  'hdr-lora': Sun,
};

export function nodeIcon(type: Pick<NodeType, 'id' | 'category'>): LucideIcon {
  return ICONS[type.id] ?? CATEGORY_LOOK[type.category].icon;
}
