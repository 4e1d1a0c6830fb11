import { ChevronFirst, ChevronLast, StepBack, StepForward } from 'lucide-react';
import { type KeyboardEvent, useState } from 'react';
import type { FramesValue } from '../../engine/value.ts';
import type { ToneMap } from '../../host/api/asset-routes.ts';
import { assetUrl, exrUrl } from '../host/asset-url.ts';
import { IconButton } from '../parts/IconButton.tsx';
import { ExposureBar } from './ExposureBar.tsx';
import { timecode } from './timecode.ts';
import { useZoom } from './use-zoom.ts';
import { ZoomButtons } from './ZoomButtons.tsx';

const FAR_STEP = 10;
const isExr = (name: string) => /\.exr$/i.test(name);

/** A sequence of frames, stepped one by one; EXR frames with exposure and tone mapping. */
export function FramesStage({ value: { frames, fps } }: { readonly value: FramesValue }) {
  const zoom = useZoom();
  const [place, setPlace] = useState(0);
  const [exposure, setExposure] = useState(0);
  const [toneMap, setToneMap] = useState<ToneMap>('filmic');
  const last = frames.length - 1;
  const at = Math.min(place, last);
  const frame = frames[at];
  if (!frame) return <p className="hint">This sequence is empty.</p>;
  const go = (to: number) => setPlace(Math.min(last, Math.max(0, to)));

  function pressKey(event: KeyboardEvent): void {
    if (event.ctrlKey || event.metaKey || event.altKey || event.target instanceof HTMLInputElement) return;
    const step = event.shiftKey ? FAR_STEP : 1;
    const target = { ArrowLeft: at - step, ArrowRight: at + step, Home: 0, End: last }[event.key];
    if (target === undefined) return;
    go(target);
    event.preventDefault();
    event.stopPropagation();
  }

  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: hears the keys that step in it
    <div className="viewer__stage viewer__stage--frames" onKeyDown={pressKey}>
      {/* biome-ignore lint/a11y/useSemanticElements: a fieldset is for forms */}
      <div
        ref={zoom.frame}
        className="viewer__frame"
        // biome-ignore lint/a11y/noNoninteractiveTabindex: focus here gives the frames their keys
        tabIndex={0}
        role="group"
        aria-label={`${frame.name}. Arrows step through the frames.`}
        onPointerDown={zoom.drag}
        onDoubleClick={zoom.fit}
      >
        <img
          className="viewer__picture"
          src={isExr(frame.name) ? exrUrl(frame.asset, exposure, toneMap) : assetUrl(frame.asset)}
          alt={`Frame ${at}`}
          draggable={false}
          decoding="sync"
          style={{ transform: zoom.transform }}
          data-near={zoom.zoom.factor >= 4 || undefined}
        />
      </div>
      <input
        className="viewer__scrub"
        type="range"
        aria-label="Frame"
        aria-valuetext={`frame ${at}, ${timecode(at, fps)}`}
        min={0}
        max={last}
        step={1}
        value={at}
        onChange={(event) => go(Number(event.target.value))}
      />
      <div className="viewer__bar">
        <IconButton icon={ChevronFirst} label="First frame" chord="Home" side="top" onClick={() => go(0)} />
        <IconButton
          icon={StepBack}
          label="One frame back"
          chord="ArrowLeft"
          side="top"
          onClick={() => go(at - 1)}
        />
        <IconButton
          icon={StepForward}
          label="One frame on"
          chord="ArrowRight"
          side="top"
          onClick={() => go(at + 1)}
        />
        <IconButton icon={ChevronLast} label="Last frame" chord="End" side="top" onClick={() => go(last)} />
        <span className="viewer__counter">
          <b data-testid="viewer-frame">{at} f</b>
          <span className="quiet"> of {frames.length} · </span>
          {timecode(at, fps)}
        </span>
        <span className="viewer__space" />
        {isExr(frame.name) && <ExposureBar {...{ exposure, setExposure, toneMap, setToneMap }} />}
        <ZoomButtons zoom={zoom} />
      </div>
    </div>
  );
}
