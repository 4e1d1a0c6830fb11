import type { ComponentType } from 'react';
import type { ValueKind, ValueTypes } from '../../engine/value.ts';
import { ControlPreview } from './ControlPreview.tsx';
import { FramesPreview } from './FramesPreview.tsx';
import { ImagePreview } from './ImagePreview.tsx';
import { KeyframesPreview } from './KeyframesPreview.tsx';
import { LoraPreview, LorasPreview } from './LorasPreview.tsx';
import { BooleanPreview, NumberPreview } from './NumberPreview.tsx';
import './previews.css';
import type { PreviewProps } from './preview-props.ts';
import { ReportPreview } from './ReportPreview.tsx';
import { RequestPreview } from './RequestPreview.tsx';
import { SettingsPreview } from './SettingsPreview.tsx';
import { TextPreview } from './TextPreview.tsx';
import { VideoPreview } from './VideoPreview.tsx';

/** How a value of each kind is shown, on the canvas and in the inspector. */
const PREVIEWS: { readonly [K in ValueKind]: ComponentType<PreviewProps<ValueTypes[K]>> } = {
  video: VideoPreview,
  image: ImagePreview,
  control: ControlPreview,
  keyframes: KeyframesPreview,
  lora: LoraPreview,
  loras: LorasPreview,
  text: TextPreview,
  number: NumberPreview,
  boolean: BooleanPreview,
  settings: SettingsPreview,
  request: RequestPreview,
  frames: FramesPreview,
  report: ReportPreview,
};

/** The preview of a kind, for a value whose type only its port knows. */
export function previewOf(kind: ValueKind): ComponentType<PreviewProps<unknown>> {
  return PREVIEWS[kind] as ComponentType<PreviewProps<unknown>>;
}
