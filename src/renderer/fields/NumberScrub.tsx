import { type KeyboardEvent, type PointerEvent, useRef, useState } from 'react';
import { fitNumber, formatNumber, type NumericParam, parseTyped, stepOf } from './number-text.ts';

interface NumberScrubProps {
  readonly param: NumericParam;
  /** Null is shown as `empty` and counts as zero, or what is nearest to it, when it is dragged. */
  readonly value: number | null;
  readonly label: string;
  readonly unit?: string;
  readonly empty?: string;
  readonly isInvalid?: boolean;
  readonly describedBy?: string;
  /** 0…1 fills the field from the left, as a slider. */
  readonly fill?: number;
  readonly canBeEmpty?: boolean;
  change(value: number | null): void;
  done(): void;
}

/** Pointer travel in px before a press becomes a drag, and per step of the value. */
const DRAG_START_PX = 3;
const PX_PER_STEP = 4;
/** A slider runs through its whole range in this many px. */
const SLIDER_PX = 200;

/** A number that is dragged sideways, stepped with the arrows, or typed after a click. */
export function NumberScrub(props: NumberScrubProps) {
  const { param, value, label, unit, empty = '–', isInvalid, describedBy, fill, canBeEmpty } = props;
  const [typed, setTyped] = useState<string | null>(null);
  const from = value ?? Math.min(param.max, Math.max(param.min, 0));
  const drag = useRef<{ x: number; from: number; isMoving: boolean } | null>(null);

  function commitTyped(text: string): void {
    setTyped(null);
    if (text.trim() === '' && canBeEmpty) props.change(null);
    const number = parseTyped(text);
    if (number !== null) props.change(fitNumber(number, param, 0.001));
    props.done();
  }
  function step(count: number): void {
    props.change(fitNumber(from + count * stepOf(param), param));
  }
  function press(event: PointerEvent<HTMLDivElement>): void {
    if (event.button !== 0) return;
    event.currentTarget.setPointerCapture(event.pointerId);
    drag.current = { x: event.clientX, from, isMoving: false };
  }
  function move(event: PointerEvent<HTMLDivElement>): void {
    const held = drag.current;
    if (!held) return;
    const travel = event.clientX - held.x;
    if (!held.isMoving && Math.abs(travel) < DRAG_START_PX) return;
    held.isMoving = true;
    const fine = event.shiftKey ? 0.1 : 1;
    const perPx = fill === undefined ? stepOf(param) / PX_PER_STEP : (param.max - param.min) / SLIDER_PX;
    props.change(fitNumber(held.from + travel * perPx * fine, param, fine));
  }
  function release(): void {
    const held = drag.current;
    drag.current = null;
    if (!held) return;
    if (held.isMoving) props.done();
    else setTyped(value === null ? '' : formatNumber(value, param));
  }
  function pressKey(event: KeyboardEvent<HTMLDivElement>): void {
    const steps: Readonly<Record<string, number>> = {
      ArrowUp: 1,
      ArrowRight: 1,
      ArrowDown: -1,
      ArrowLeft: -1,
      PageUp: 10,
      PageDown: -10,
    };
    const count = steps[event.key];
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (count !== undefined) step(count);
    else if (event.key === 'Home') props.change(param.min);
    else if (event.key === 'End') props.change(param.max);
    else if (event.key === 'Enter') setTyped(value === null ? '' : formatNumber(value, param));
    else if (/^[\d.-]$/.test(event.key)) setTyped(event.key);
    else return;
    event.preventDefault();
    event.stopPropagation();
  }

  if (typed !== null) {
    return (
      <input
        className="field field--number nodrag"
        // biome-ignore lint/a11y/noAutofocus: the user has just asked to type here
        autoFocus
        inputMode="decimal"
        value={typed}
        aria-label={label}
        onFocus={(event) => {
          if (event.target.value.length > 1) event.target.select();
        }}
        onChange={(event) => setTyped(event.target.value)}
        onBlur={(event) => commitTyped(event.target.value)}
        onKeyDown={(event) => {
          if (event.key === 'Enter') commitTyped(event.currentTarget.value);
          else if (event.key === 'Escape') setTyped(null);
          else return;
          event.stopPropagation();
        }}
      />
    );
  }
  return (
    <div
      role="spinbutton"
      tabIndex={0}
      className={
        fill === undefined ? 'field field--number nodrag' : 'field field--number field--slider nodrag'
      }
      style={fill === undefined ? undefined : { backgroundSize: `${100 * fill}% 100%` }}
      aria-label={label}
      aria-valuenow={value ?? undefined}
      aria-valuemin={param.min}
      aria-valuemax={param.max}
      aria-valuetext={value === null ? empty : `${formatNumber(value, param)}${unit ? ` ${unit}` : ''}`}
      aria-invalid={isInvalid || undefined}
      aria-describedby={describedBy}
      onPointerDown={press}
      onPointerMove={move}
      onPointerUp={release}
      onPointerCancel={release}
      onKeyDown={pressKey}
      onBlur={() => props.done()}
    >
      {value === null ? empty : formatNumber(value, param)}
      {unit && value !== null && <small>{unit}</small>}
    </div>
  );
}
