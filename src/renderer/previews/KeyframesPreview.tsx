import type { ImageValue, KeyframesValue } from '../../engine/value.ts';
import { Poster } from './Poster.tsx';
import type { PreviewProps } from './preview-props.ts';

const PLACES = ['first', 'mid', 'end'] as const;

/** The keyframes in the order of the clip, with the places that are left open. */
export function KeyframesPreview({ value, shownWidth = 220 }: PreviewProps<KeyframesValue>) {
  return (
    <div className="preview preview--row">
      {PLACES.map((place) => (
        <figure key={place}>
          <Still image={value[place]} shownWidth={shownWidth / 3} />
          <figcaption>{place}</figcaption>
        </figure>
      ))}
    </div>
  );
}

function Still({ image, shownWidth }: { image: ImageValue | undefined; shownWidth: number }) {
  return image ? (
    <Poster {...image} shownWidth={shownWidth} />
  ) : (
    <div className="poster poster--none">none</div>
  );
}
