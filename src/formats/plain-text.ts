import type { FormatId } from './formats.ts';

const SAMPLE_BYTES = 2048;
/** Shorter ones are too little to tell. */
const MIN_BYTES = 16;

/** What kind of text a head is, if it is text: UTF-8 or UTF-16 with a mark, without control characters. */
export function plainText(head: Uint8Array): FormatId | null {
  const sample = head.subarray(0, SAMPLE_BYTES);
  if (sample.length < MIN_BYTES) return null;
  if (sample.every((byte) => byte === 0)) return head.every((byte) => byte === 0) ? 'zeros' : null;
  const [first, second] = sample;
  const isUtf16 = (first === 0xff && second === 0xfe) || (first === 0xfe && second === 0xff);
  if (isUtf16) return sample.includes(0) ? 'text' : null;
  if (sample.some((byte) => byte < 9 || (byte > 13 && byte < 32 && byte !== 27))) return null;
  // The sample may end within a character.
  const text = new TextDecoder().decode(sample);
  if (text.slice(0, -1).includes('\ufffd')) return null;
  if (/^\s*(<!doctype html|<html)/i.test(text)) return 'html';
  if (/^\s*</.test(text) && text.includes('<svg')) return 'svg';
  return /^\s*[[{]\s*["{[\]}\d]/.test(text) ? 'json' : 'text';
}
