import type { ControlValue } from '../../engine/value.ts';
import type { PreviewProps } from './preview-props.ts';
import { VideoPreview } from './VideoPreview.tsx';

export function ControlPreview({ value, shownWidth }: PreviewProps<ControlValue>) {
  const facts = [
    value.skipPreprocess ? 'used as it is' : 'preprocessed by the endpoint',
    value.preserveOriginal ? `original kept at ${value.strength}` : 'original not kept',
  ];
  return (
    <div>
      <VideoPreview value={value.video} shownWidth={shownWidth} />
      <p className="preview preview--text">{facts.join(' · ')}</p>
    </div>
  );
}
