import { type PointerEvent, useState } from 'react';
import type { VideoValue } from '../../engine/value.ts';
import { isKept, stripUrl } from '../host/asset-url.ts';
import { Poster } from './Poster.tsx';
import type { PreviewProps } from './preview-props.ts';
import { STRIP_HEIGHT_PX, STRIP_TILES, useStrip } from './use-strip.ts';

/** The poster of a video; moving the pointer across it scrubs through a filmstrip. */
export function VideoPreview({ value, shownWidth }: PreviewProps<VideoValue>) {
  const { strip, want } = useStrip(value.asset);
  const [place, setPlace] = useState<number | null>(null);

  function scrub(event: PointerEvent<HTMLDivElement>) {
    if (!isKept(value.asset)) return;
    want();
    const { left, width } = event.currentTarget.getBoundingClientRect();
    setPlace(Math.min(0.999, Math.max(0, (event.clientX - left) / width)));
  }

  const count = strip?.frameIndexes.length ?? 0;
  const tile = place === null || count === 0 ? null : Math.floor(place * count);
  return (
    <div
      className="preview preview--picture"
      style={{ aspectRatio: `${value.width} / ${value.height}` }}
      onPointerMove={scrub}
      onPointerLeave={() => setPlace(null)}
    >
      <Poster {...value} shownWidth={shownWidth} />
      {tile !== null && strip && (
        <>
          <div
            className="preview__scrub"
            style={{
              backgroundImage: `url(${stripUrl(value.asset, STRIP_TILES, STRIP_HEIGHT_PX)})`,
              backgroundSize: `${100 * count}% 100%`,
              backgroundPosition: `${count > 1 ? (100 * tile) / (count - 1) : 0}% 0`,
            }}
          />
          <span className="preview__line" style={{ left: `${100 * place!}%` }} />
          <span className="preview__frame">{strip.frameIndexes[tile]} f</span>
        </>
      )}
    </div>
  );
}
