import type { FramesValue } from '../../engine/value.ts';
import { formatFps } from '../parts/format-facts.ts';
import { Poster } from './Poster.tsx';
import type { PreviewProps } from './preview-props.ts';

export function FramesPreview({ value, shownWidth = 220 }: PreviewProps<FramesValue>) {
  const { frames, fps } = value;
  const shown = [...new Set([0, frames.length >> 1, frames.length - 1])].flatMap((place) =>
    frames[place] ? [{ place, frame: frames[place] }] : [],
  );
  return (
    <div>
      <div className="preview preview--row">
        {shown.map(({ place, frame }) => (
          <figure key={place}>
            <Poster {...frame} shownWidth={shownWidth / 3} />
            <figcaption>{place} f</figcaption>
          </figure>
        ))}
      </div>
      <p className="preview preview--text">
        {frames.length} f · {formatFps(fps)} fps
      </p>
    </div>
  );
}
