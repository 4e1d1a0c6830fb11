import { useId, useState } from 'react';
import type { Problem } from '../../engine/problem.ts';
import { SettingRow } from './SettingRow.tsx';

interface NumberRowProps {
  readonly label: string;
  readonly help: string;
  readonly value: number | null;
  /** Shown in the empty field. */
  readonly placeholder?: string;
  /** Said of a text that is no such number. */
  readonly refusal: string;
  /** The number that a text stands for, null for nothing, undefined where it is neither. */
  parse(text: string): number | null | undefined;
  keep(value: number | null): Promise<Problem | null>;
}

/** A number among the settings, kept when its field is left. */
export function NumberRow({ label, help, value, placeholder, refusal, parse, keep }: NumberRowProps) {
  const id = useId();
  const [shown, setShown] = useState<string | null>(null);

  async function change(text: string) {
    const typed = parse(text);
    if (typed === value) return setShown(null);
    if (typed === undefined) return setShown(refusal);
    const problem = await keep(typed);
    setShown(problem && `${problem.message} ${problem.fix}`);
  }

  return (
    <SettingRow label={label} htmlFor={id} help={help}>
      <input
        key={String(value)}
        id={id}
        className="input input--short"
        inputMode="decimal"
        defaultValue={value ?? ''}
        placeholder={placeholder}
        aria-invalid={shown !== null || undefined}
        onBlur={(event) => void change(event.target.value)}
      />
      {shown && (
        <p className="refusal" role="alert">
          {shown}
        </p>
      )}
    </SettingRow>
  );
}
