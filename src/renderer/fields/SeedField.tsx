import { MAX_SEED, type SeedParam, type SeedValue } from '../../engine/param.ts';
import type { FieldProps } from './field-props.ts';
import { NumberScrub } from './NumberScrub.tsx';

const MODES: Readonly<Record<SeedValue['mode'], string>> = {
  fixed: 'fixed',
  randomize: 'random',
  increment: '+1',
};
const RANGE = { kind: 'integer', min: 0, max: MAX_SEED } as const;

/** A seed and what a new take does with it. The number shown is the one the last run used. */
export function SeedField({ value, label, isInvalid, describedBy, change, done }: FieldProps<SeedParam>) {
  return (
    <div className="field-pair nodrag">
      <NumberScrub
        param={RANGE}
        value={value.value}
        label={label}
        isInvalid={isInvalid}
        describedBy={describedBy}
        change={(seed) => {
          if (seed !== null) change({ mode: 'fixed', value: seed });
        }}
        done={done}
      />
      <select
        className="field field--choice"
        value={value.mode}
        aria-label={`${label}: at a new take`}
        title="What a new take does with the number"
        onChange={(event) => {
          const mode = event.target.value as SeedValue['mode'];
          // The number that is shown stays until then, also a 0.
          change({ mode, value: value.value, ...(mode === 'randomize' && { used: true }) });
          done();
        }}
      >
        {Object.entries(MODES).map(([mode, word]) => (
          <option key={mode} value={mode}>
            {word}
          </option>
        ))}
      </select>
    </div>
  );
}
