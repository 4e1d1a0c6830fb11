import type { ForeignFile } from './describe-foreign.ts';
import { numbersIn } from './head-bytes.ts';

/** Brands of ISO files that hold stills (ISO/IEC 23008-12); AVIF is read, also under the general brand. */
const HEIC = new Set(['heic', 'heix', 'heim', 'heis', 'hevc', 'hevx', 'hevm', 'hevs']);
const GENERAL = new Set(['mif1', 'mif2', 'msf1']);

/** A picture in an ISO file by its brands, where it is one that is not read. */
export function foreignPicture(head: Uint8Array, text: string): ForeignFile | null {
  if (text.slice(4, 8) !== 'ftyp') return null;
  const main = text.slice(8, 12);
  const end = Math.min(numbersIn(head).u32be(0), 256);
  const brands = [main, ...(text.slice(16, end).match(/.{4}/gs) ?? [])];
  if (HEIC.has(main)) return { format: 'heic' };
  if (main === 'avis') return { format: 'animated-avif' };
  if (main === 'crx ') return { format: 'raw' };
  if (!GENERAL.has(main) || brands.includes('avif')) return null;
  if (brands.includes('avis')) return { format: 'animated-avif' };
  return brands.some((brand) => HEIC.has(brand)) ? { format: 'heic' } : null;
}
