import type { FramesParam, NumberParam, OptionalNumberParam } from '../../engine/param.ts';

export type NumericParam = Pick<
  NumberParam | FramesParam | OptionalNumberParam,
  'kind' | 'min' | 'max' | 'step'
> & {
  readonly unit?: string;
};

/** What one step of the arrows or of the wheel changes. */
export function stepOf({ kind, min, max, step }: NumericParam): number {
  if (step !== undefined) return step;
  return kind === 'integer' || kind === 'frames' ? 1 : max - min <= 2 ? 0.01 : 0.1;
}

/** The value brought into the param's range and onto its grid. */
export function fitNumber(value: number, param: NumericParam, fine = 1): number {
  const step = stepOf(param) * fine;
  const isWhole = param.kind === 'integer' || param.kind === 'frames';
  const onGrid = param.min + Math.round((value - param.min) / step) * step;
  const bounded = Math.min(param.max, Math.max(param.min, onGrid));
  return isWhole ? Math.round(bounded) : Number(bounded.toFixed(6));
}

/** The value as it is shown: no more digits than its step has. */
export function formatNumber(value: number, param: NumericParam): string {
  if (Number.isInteger(value)) return String(value);
  const digits = Math.min(6, Math.max(2, -Math.floor(Math.log10(stepOf(param)))));
  return String(Number(value.toFixed(digits)));
}

/** A number from what a person typed; simple arithmetic like `24*5+1` is worked out. Null when it is none. */
export function parseTyped(text: string): number | null {
  const tidy = text.trim().replace(',', '.');
  if (tidy === '') return null;
  if (!/^[-+*/().\d\s]+$/.test(tidy)) return null;
  return evaluate(tidy.replace(/\s+/g, ''));
}

/** Sum of products with brackets, by recursive descent; null on any mistake. */
function evaluate(text: string): number | null {
  let at = 0;
  const factor = (): number => {
    if (text[at] === '-') {
      at++;
      return -factor();
    }
    if (text[at] === '+') {
      at++;
      return factor();
    }
    if (text[at] === '(') {
      at++;
      const inner = sum();
      if (text[at++] !== ')') return Number.NaN;
      return inner;
    }
    const found = /^\d*\.?\d+|^\d+\./.exec(text.slice(at));
    if (!found) return Number.NaN;
    at += found[0].length;
    return Number(found[0]);
  };
  const product = (): number => {
    let value = factor();
    while (text[at] === '*' || text[at] === '/')
      value = text[at++] === '*' ? value * factor() : value / factor();
    return value;
  };
  const sum = (): number => {
    let value = product();
    while (text[at] === '+' || text[at] === '-')
      value = text[at++] === '+' ? value + product() : value - product();
    return value;
  };
  const value = sum();
  return at === text.length && Number.isFinite(value) ? value : null;
}
