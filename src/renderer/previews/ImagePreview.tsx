import type { ImageValue } from '../../engine/value.ts';
import { Poster } from './Poster.tsx';
import type { PreviewProps } from './preview-props.ts';

export function ImagePreview({ value, shownWidth }: PreviewProps<ImageValue>) {
  return (
    <div className="preview preview--picture" style={{ aspectRatio: `${value.width} / ${value.height}` }}>
      <Poster {...value} shownWidth={shownWidth} />
    </div>
  );
}
