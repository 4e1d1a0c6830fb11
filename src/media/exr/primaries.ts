/** Nine numbers, row by row. */
export type Matrix = readonly number[];

/** CIE x and y of red, green, blue and white of ITU-R BT.709: what an EXR means that names none. */
export const BT709_CHROMATICITIES: readonly number[] = [0.64, 0.33, 0.3, 0.6, 0.15, 0.06, 0.3127, 0.329];
/** Programs write them in three or four digits. */
const SAME_WITHIN = 0.002;

/** Cone responses of the Bradford transform (ICC.1:2022, annex E). */
const BRADFORD: Matrix = [0.8951, 0.2664, -0.1614, -0.7502, 1.7135, 0.0367, 0.0389, -0.0685, 1.0296];

/** How linear colours of these primaries become those of BT.709, white to white; null where they are the same. */
export function toBt709(chromaticities: readonly number[] | null): Matrix | null {
  const isSame = chromaticities?.every(
    (value, place) => Math.abs(value - BT709_CHROMATICITIES[place]!) < SAME_WITHIN,
  );
  if (!chromaticities || isSame) return null;
  const adapted = product(
    adaptation(whiteOf(chromaticities), whiteOf(BT709_CHROMATICITIES)),
    rgbToXyz(chromaticities),
  );
  const found = product(inverse(rgbToXyz(BT709_CHROMATICITIES)), adapted);
  return found.every(Number.isFinite) ? found : null;
}

/** How much red, green and blue of these primaries add to luminance; the sum is 1. */
export function luminanceWeights(chromaticities: readonly number[] | null): readonly number[] {
  const weights = rgbToXyz(chromaticities ?? BT709_CHROMATICITIES).slice(3, 6);
  return weights.every(Number.isFinite) ? weights : rgbToXyz(BT709_CHROMATICITIES).slice(3, 6);
}

/** Linear RGB to CIE XYZ where white has the luminance 1 (SMPTE RP 177). */
function rgbToXyz(chromaticities: readonly number[]): Matrix {
  const primaries = transposed([0, 2, 4].flatMap((at) => xyz(chromaticities[at]!, chromaticities[at + 1]!)));
  const scale = applied(inverse(primaries), whiteOf(chromaticities));
  return primaries.map((value, at) => value * scale[at % 3]!);
}

const xyz = (x: number, y: number) => [x / y, 1, (1 - x - y) / y];
const whiteOf = (chromaticities: readonly number[]) => xyz(chromaticities[6]!, chromaticities[7]!);

function adaptation(from: readonly number[], to: readonly number[]): Matrix {
  const [before, after] = [applied(BRADFORD, from), applied(BRADFORD, to)];
  const scaled = BRADFORD.map(
    (value, at) => (value * after[Math.floor(at / 3)]!) / before[Math.floor(at / 3)]!,
  );
  return product(inverse(BRADFORD), scaled);
}

function applied(m: Matrix, vector: readonly number[]): number[] {
  return [0, 3, 6].map((at) => m[at]! * vector[0]! + m[at + 1]! * vector[1]! + m[at + 2]! * vector[2]!);
}

function product(a: Matrix, b: Matrix): Matrix {
  return transposed([0, 1, 2].flatMap((column) => applied(a, [b[column]!, b[column + 3]!, b[column + 6]!])));
}

function transposed(m: Matrix): Matrix {
  return m.map((_, at) => m[3 * (at % 3) + Math.floor(at / 3)]!);
}

function inverse(m: Matrix): Matrix {
  const minor = (row: number, column: number) => {
    const at = (down: number, across: number) => m[3 * ((row + down) % 3) + ((column + across) % 3)]!;
    return at(1, 1) * at(2, 2) - at(1, 2) * at(2, 1);
  };
  const cofactors = m.map((_, at) => minor(Math.floor(at / 3), at % 3));
  const determinant = m[0]! * cofactors[0]! + m[1]! * cofactors[1]! + m[2]! * cofactors[2]!;
  return transposed(cofactors).map((value) => value / determinant);
}
