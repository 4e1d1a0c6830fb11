/** 5×7 dot letters, one row per text of five marks. */
const GLYPHS: Readonly<Record<string, readonly string[]>> = {
  S: ['.####', '#....', '#....', '.###.', '....#', '....#', '####.'],
  I: ['#####', '..#..', '..#..', '..#..', '..#..', '..#..', '#####'],
  M: ['#...#', '##.##', '#.#.#', '#.#.#', '#...#', '#...#', '#...#'],
  U: ['#...#', '#...#', '#...#', '#...#', '#...#', '#...#', '.###.'],
  L: ['#....', '#....', '#....', '#....', '#....', '#....', '#####'],
  A: ['.###.', '#...#', '#...#', '#####', '#...#', '#...#', '#...#'],
  T: ['#####', '..#..', '..#..', '..#..', '..#..', '..#..', '..#..'],
  E: ['#####', '#....', '#....', '####.', '#....', '#....', '#####'],
  D: ['####.', '#...#', '#...#', '#...#', '#...#', '#...#', '####.'],
};
const GLYPH_ROWS = 7;
const GLYPH_STEP = 6;
const WORD = 'SIMULATED';

/** Burns a small legible "SIMULATED" into the lower right corner of RGBA pixels. */
export function burnMark(rgba: Uint8ClampedArray, width: number, height: number): void {
  const dot = Math.max(1, Math.round(Math.min(width, height) / 240));
  const pad = 3 * dot;
  const boxWidth = (WORD.length * GLYPH_STEP - 1) * dot + 2 * pad;
  const boxHeight = GLYPH_ROWS * dot + 2 * pad;
  const left = width - boxWidth - 4 * dot;
  const top = height - boxHeight - 4 * dot;
  if (left < 0 || top < 0) return;
  for (let y = 0; y < boxHeight; y++) {
    for (let x = 0; x < boxWidth; x++) {
      const at = ((top + y) * width + left + x) * 4;
      const lit = isLit(Math.floor((x - pad) / dot), Math.floor((y - pad) / dot));
      for (let channel = 0; channel < 3; channel++) {
        const under = rgba[at + channel]!;
        rgba[at + channel] = lit ? 235 : under * 0.4;
      }
    }
  }
}

function isLit(column: number, row: number): boolean {
  const letter = WORD[Math.floor(column / GLYPH_STEP)];
  return letter !== undefined && GLYPHS[letter]?.[row]?.[column % GLYPH_STEP] === '#';
}
