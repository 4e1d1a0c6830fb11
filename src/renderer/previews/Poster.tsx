import { Film, ImageOff } from 'lucide-react';
import { useState } from 'react';
import { isKept, posterUrl } from '../host/asset-url.ts';

interface PosterProps {
  readonly asset: string;
  readonly name: string;
  readonly width: number;
  readonly height: number;
  /** Width in CSS px at which it is shown. */
  readonly shownWidth?: number;
  /** Of a file that has several. */
  readonly layer?: string;
}

/** A still of a video or an image, or why there is none. */
export function Poster({ asset, name, width, height, shownWidth = 220, layer }: PosterProps) {
  const [failed, setFailed] = useState<string | null>(null);
  if (!isKept(asset) || failed === asset) {
    const Icon = failed === asset ? ImageOff : Film;
    return (
      <div className="poster poster--none">
        <Icon size={18} aria-hidden />
        <span>{failed === asset ? 'No picture of this file' : 'Not made yet'}</span>
      </div>
    );
  }
  return (
    <img
      className="poster"
      src={posterUrl(asset, 2 * shownWidth, layer)}
      alt={name}
      width={width}
      height={height}
      loading="lazy"
      decoding="async"
      draggable={false}
      onError={() => setFailed(asset)}
    />
  );
}
