const asFloats = new Float16Array(1);
const asBits = new Uint16Array(asFloats.buffer);

/** The number that each of the 65,536 halfs stands for. */
export const HALF_VALUES: Float32Array = Float32Array.from(
  new Float16Array(Uint16Array.from({ length: 0x10000 }, (_, bits) => bits).buffer),
);

/** The half nearest to a number. */
export function halfOf(value: number): number {
  asFloats[0] = value;
  return asBits[0]!;
}
