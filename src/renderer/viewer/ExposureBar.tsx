import type { ToneMap } from '../../host/api/asset-routes.ts';

const TONE_NAMES: { readonly [T in ToneMap]: string } = {
  filmic: 'Filmic',
  reinhard: 'Reinhard',
  clip: 'Clip at white',
};
const STOPS = 8;

interface ExposureBarProps {
  readonly exposure: number;
  readonly toneMap: ToneMap;
  setExposure(stops: number): void;
  setToneMap(toneMap: ToneMap): void;
}

/** How the light of an EXR frame is brought to the screen; the file itself stays as it is. */
export function ExposureBar({ exposure, setExposure, toneMap, setToneMap }: ExposureBarProps) {
  const text = `${exposure > 0 ? '+' : ''}${exposure.toFixed(1)} EV`;
  return (
    <>
      <label className="viewer__exposure">
        <span className="quiet">Exposure</span>
        <input
          type="range"
          min={-STOPS}
          max={STOPS}
          step={0.1}
          value={exposure}
          aria-valuetext={text}
          title="Double click resets"
          onChange={(event) => setExposure(Number(event.target.value))}
          onDoubleClick={() => setExposure(0)}
        />
        <span className="viewer__stops">{text}</span>
      </label>
      <select
        className="field field--choice"
        aria-label="Tone mapping"
        value={toneMap}
        onChange={(event) => setToneMap(event.target.value as ToneMap)}
      >
        {Object.entries(TONE_NAMES).map(([id, name]) => (
          <option key={id} value={id}>
            {name}
          </option>
        ))}
      </select>
    </>
  );
}
