import type { ForeignFile } from './describe-foreign.ts';
import { numbersIn } from './head-bytes.ts';

const ANIMATION_FLAG = 0x02;
const PNG_START = 8;

/** A PNG or WebP that says in its head that it moves. */
export function animatedStill(head: Uint8Array, text: string): ForeignFile | null {
  // WebP Container Specification: the flags of an extended file.
  const isWebp = text.startsWith('RIFF') && text.startsWith('WEBPVP8X', 8);
  if (isWebp) return (head[20]! & ANIMATION_FLAG) === 0 ? null : { format: 'animated-webp' };
  return text.startsWith('\x89PNG\r\n\x1a\n') && hasAnimationChunk(head, text)
    ? { format: 'animated-png' }
    : null;
}

/** PNG, third edition: `acTL` stands before the first `IDAT`. */
function hasAnimationChunk(head: Uint8Array, text: string): boolean {
  const { u32be } = numbersIn(head);
  for (let at = PNG_START; at + 8 <= head.length; at += 12 + u32be(at)) {
    const type = text.slice(at + 4, at + 8);
    if (type === 'acTL') return true;
    if (type === 'IDAT') return false;
  }
  return false;
}
