import { basename, dirname, extname } from 'node:path';
import type { PathParam } from '../../engine/param.ts';

/** Names of numbered files: what stands before and after the number, and the least digits it is written with. */
export interface FramePattern {
  readonly prefix: string;
  readonly suffix: string;
  readonly width: number;
}

/** Stills that can become a clip. */
const FRAME_EXTENSIONS = new Set(['.png', '.jpg', '.jpeg', '.exr', '.tif', '.tiff', '.webp', '.avif']);
/** `####`, also in the brackets of After Effects; `%04d`, `%d`; `$F4`, `$F`, `${F4}`. */
const PLACEHOLDER = /\[#+\]|#+|%0?(\d*)d|\$F(\d*)|\$\{F(\d*)\}/g;
/** Longest number that is told apart without loss, and far more than any frame carries. */
const MAX_DIGITS = 9;

export type ParsedPattern =
  | { readonly ok: true; readonly pattern: FramePattern }
  | { readonly ok: false; readonly reason: 'none' | 'several' };

/** Reads the placeholder in a file name; `none` where it is an ordinary name. */
export function parsePattern(name: string): ParsedPattern {
  const found = [...name.matchAll(PLACEHOLDER)];
  if (found.length !== 1) return { ok: false, reason: found.length === 0 ? 'none' : 'several' };
  const [match] = found as [RegExpExecArray];
  const hashes = match[0].replaceAll(/[^#]/g, '').length;
  const digits = hashes || Number(match[1] || match[2] || match[3] || 1);
  return {
    ok: true,
    pattern: {
      prefix: name.slice(0, match.index),
      suffix: name.slice(match.index + match[0].length),
      width: Math.max(1, digits),
    },
  };
}

/** How a pattern is shown: with one `#` for each digit. */
export function patternText({ prefix, suffix, width }: FramePattern): string {
  return `${prefix}${'#'.repeat(width)}${suffix}`;
}

/** The number that a name carries in this pattern, or null. A number is written with `width` digits, or more where it needs them. */
export function numberIn(name: string, { prefix, suffix, width }: FramePattern): number | null {
  if (name.length <= prefix.length + suffix.length) return null;
  if (!name.startsWith(prefix) || !name.endsWith(suffix)) return null;
  const digits = name.slice(prefix.length, name.length - suffix.length);
  if (!/^\d+$/.test(digits) || digits.length > Math.max(width, MAX_DIGITS)) return null;
  return digits === String(Number(digits)).padStart(width, '0') ? Number(digits) : null;
}

/** Whether the name is one of this pattern below zero, as Blender writes it: `shot_-001.png`. */
export function isNegative(name: string, { prefix, suffix }: FramePattern): boolean {
  if (!name.startsWith(`${prefix}-`) || !name.endsWith(suffix)) return false;
  return /^\d+$/.test(name.slice(prefix.length + 1, name.length - suffix.length));
}

/**
 * The pattern of which a file is one: its last number counts up. Among these names the number of digits is settled: one
 * with a zero in front shows it, else it is as short as it can be.
 */
export function patternOfFile(name: string, names: readonly string[]): FramePattern | null {
  const stem = name.slice(0, name.length - extname(name).length);
  const found = /^(.*?)(\d+)(\D*)$/.exec(stem);
  if (!found) return null;
  const [, prefix, digits, rest] = found as unknown as [string, string, string, string];
  const suffix = `${rest}${extname(name)}`;
  if (digits.length > 1 && digits.startsWith('0')) return { prefix, suffix, width: digits.length };
  const padded = { prefix, suffix, width: digits.length };
  const isPadded = names.some((other) => {
    const number = numberIn(other, padded);
    return number !== null && String(number).length < digits.length;
  });
  return isPadded ? padded : { ...padded, width: 1 };
}

/** Whether a file of this name could be a frame. */
export function isFrameName(name: string): boolean {
  return FRAME_EXTENSIONS.has(extname(name).toLowerCase()) && !name.startsWith('.');
}

/** What naming a path by hand lets a workflow read: one frame or a pattern stands for all files beside it. */
export function grantOfPath({ reads }: PathParam, path: string): string {
  return reads === 'frames' && isFrameName(basename(path)) ? dirname(path) : path;
}
