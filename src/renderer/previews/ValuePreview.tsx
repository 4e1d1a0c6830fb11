import type { ComponentType } from 'react';
import type { ValueKind, ValueTypes } from '../../engine/value.ts';
import { ErrorBoundary } from '../boundaries/ErrorBoundary.tsx';
import { ControlPreview } from './ControlPreview.tsx';
import { FramesPreview } from './FramesPreview.tsx';
import { ImagePreview } from './ImagePreview.tsx';
import { KeyframesPreview } from './KeyframesPreview.tsx';
import { LoraPreview, LorasPreview } from './LorasPreview.tsx';
import { BooleanPreview, NumberPreview } from './NumberPreview.tsx';
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

interface ValuePreviewProps extends PreviewProps<unknown> {
  readonly kind: ValueKind;
}

/** A value whose type only its port knows. One that is not what it should be breaks nothing else. */
export function ValuePreview({ kind, value, shownWidth }: ValuePreviewProps) {
  const Preview = PREVIEWS[kind] as ComponentType<PreviewProps<unknown>>;
  return (
    <ErrorBoundary what="This preview" of={[kind, value]}>
      <Preview value={value} shownWidth={shownWidth} />
    </ErrorBoundary>
  );
}
