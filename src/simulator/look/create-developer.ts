import { hashText, seededRandom } from '../seeded-random.ts';
import { type AnchorPicture, anchorPull } from './anchor-pull.ts';
import { burnMark } from './burnt-in-mark.ts';
import { type CoarsePicture, channelStatistics, coarseFor, coarsen } from './coarse-picture.ts';
import { developInto } from './develop.ts';
import { createDrift } from './drift-field.ts';
import { followStructure } from './follow-structure.ts';
import { GRAIN_TILE_PX, grainTile } from './grain-tile.ts';
import { keepSource } from './keep-source.ts';
import { type LightFields, lightFields } from './light-fields.ts';
import type { Look } from './look.ts';
import { type ChannelCurves, toneCurves } from './tone-curve.ts';
import { type Picture, warpInto } from './warp.ts';

/** Largest turn of the hues for a drift of 1 % of the short side, in radians. */
const HUE_PER_DRIFT = 8;
const USUAL_STEPS = 15;
const STEPS_SPAN = 15;
const GUIDANCE_SPAN = 19;

export interface DeveloperOptions {
  readonly width: number;
  readonly height: number;
  readonly look: Look;
  readonly seed: number;
  readonly anchors: readonly AnchorPicture[];
}

/**
 * Puts the look on one frame after the other; a frame must be at least as large as the output and is cut to it.
 * `control` is a frame of the control clip at the output's size. The returned RGBA buffer is reused by the next call. Equal options and frames give equal bytes.
 */
export function createDeveloper({ width, height, look, seed, anchors }: DeveloperOptions) {
  const random = seededRandom(seed ^ hashText('grade') ^ (look.style ?? 0));
  const shortSide = Math.min(width, height);
  const drift = createDrift(width, height, look.drift * shortSide, seed ^ hashText('drift'));
  const grain = grainTile(seed ^ hashText('grain'));
  const extraSteps = (look.steps - USUAL_STEPS) / STEPS_SPAN;
  const curves = toneCurves({
    amount: look.amount,
    contrast: ((look.guidance - 1) / GUIDANCE_SPAN) * 0.5 + (random() - 0.5) * 0.15,
    warmth: random() * 2 - 1,
  });
  const light = {
    localContrast: look.amount * 0.22 + extraSteps * 0.06 + look.refine * 0.3,
    bloom: look.amount * (0.5 + 0.3 * random()),
    vignette: look.amount * (0.16 + 0.12 * random()),
  };
  const grainAmount = look.amount * 7 * (1 - 0.3 * extraSteps);
  const hue = {
    largest: look.drift * HUE_PER_DRIFT,
    phase: random() * 2 * Math.PI,
    perFrame: 0.03 + random() * 0.05,
  };
  const saturation = 1 - 0.18 * look.amount;
  const kept = look.kept ?? 0;

  const warped: Picture = { width, height, pixels: new Uint32Array(width * height) };
  const coarse = coarseFor(width, height);
  const cells = coarse.columns * coarse.rows;
  const plane = () => new Float32Array(cells);
  const fields: LightFields = { gain: plane(), offsets: [plane(), plane(), plane()] };
  const out = new Uint8ClampedArray(width * height * 4);

  return (source: Picture, frame: number, control?: Picture): Uint8ClampedArray => {
    warpInto(source, drift(frame), warped);
    if (control && look.control) followStructure(warped, control, look.control.weight);
    coarsen(warped, coarse);
    const pull = anchorPull(anchors, frame);
    let frameCurves = curves;
    if (pull) {
      const graded = gradeCoarse(coarse, curves, coarseFor(width, height));
      frameCurves = pulledCurves(
        curves,
        channelStatistics(graded),
        pull.anchor.statistics,
        pull.globalWeight,
      );
    }
    lightFields(gradeCoarse(coarse, frameCurves, coarse), pull, light, fields);
    const shift = seededRandom(seed ^ hashText(`grain ${frame}`));
    const settings = {
      curves: frameCurves,
      fields,
      saturation: pull ? 1 : saturation,
      hueTurn: hue.largest * Math.sin(hue.phase + hue.perFrame * frame),
      grain,
      grainAmount,
      grainShift: { x: Math.floor(shift() * GRAIN_TILE_PX), y: Math.floor(shift() * GRAIN_TILE_PX) },
      blend:
        pull && pull.pixelWeight > 0
          ? { picture: pull.anchor.isSource ? source : pull.anchor.picture, weight: pull.pixelWeight }
          : null,
    };
    developInto(warped, settings, out);
    if (kept > 0) keepSource(out, source, width, height, kept);
    burnMark(out, width, height);
    return out;
  };
}

function gradeCoarse(source: CoarsePicture, curves: ChannelCurves, target: CoarsePicture): CoarsePicture {
  for (let channel = 0; channel < 3; channel++) {
    const from = source.planes[channel]!;
    const to = target.planes[channel]!;
    const curve = curves[channel]!;
    for (let cell = 0; cell < from.length; cell++) to[cell] = curve[Math.round(from[cell]!)]!;
  }
  return target;
}

/** Curves that also move each channel's mean and spread towards the anchor's by `weight`. */
function pulledCurves(
  curves: ChannelCurves,
  own: { mean: number; deviation: number }[],
  anchor: { mean: number; deviation: number }[],
  weight: number,
): ChannelCurves {
  const pulled = (channel: 0 | 1 | 2) => {
    const { mean, deviation } = own[channel]!;
    const target = anchor[channel]!;
    const spread = Math.min(1.8, Math.max(0.55, target.deviation / Math.max(1, deviation)));
    return curves[channel].map(
      (value) => value * (1 - weight) + weight * ((value - mean) * spread + target.mean),
    );
  };
  return [pulled(0), pulled(1), pulled(2)];
}
