import type { ValueKind } from '../../engine/value.ts';

/** Shape of a port; it tells the kind without its colour. */
export type PortShape = 'round' | 'diamond' | 'square' | 'hexagon' | 'arrow' | 'stacked';

export interface KindLook {
  /** CSS variable of the colour, to be used as `var(…)`. */
  readonly colorVar: `--kind-${string}`;
  readonly shape: PortShape;
  /** The kind in words, for names and refusals. */
  readonly label: string;
}

/** How ports, edges and chips of each value kind are drawn. */
export const KIND_LOOK: { readonly [K in ValueKind]: KindLook } = {
  video: { colorVar: '--kind-video', shape: 'round', label: 'Video' },
  image: { colorVar: '--kind-image', shape: 'round', label: 'Image' },
  control: { colorVar: '--kind-control', shape: 'square', label: 'Control video' },
  keyframes: { colorVar: '--kind-keyframes', shape: 'diamond', label: 'Keyframes' },
  lora: { colorVar: '--kind-lora', shape: 'hexagon', label: 'LoRA' },
  loras: { colorVar: '--kind-lora', shape: 'hexagon', label: 'LoRAs' },
  text: { colorVar: '--kind-text', shape: 'round', label: 'Text' },
  number: { colorVar: '--kind-number', shape: 'round', label: 'Number' },
  boolean: { colorVar: '--kind-number', shape: 'square', label: 'On or off' },
  settings: { colorVar: '--kind-settings', shape: 'square', label: 'Settings' },
  request: { colorVar: '--kind-request', shape: 'arrow', label: 'Request' },
  frames: { colorVar: '--kind-frames', shape: 'stacked', label: 'Frames' },
  report: { colorVar: '--kind-report', shape: 'round', label: 'Report' },
};
