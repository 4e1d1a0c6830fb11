import type { Picture } from './warp.ts';

/** Rec. 709 luma in 1/65536. */
const [RED, GREEN, BLUE] = [13_933, 46_871, 4_732];
const lumaOf = (pixel: number) =>
  (RED * (pixel & 255) + GREEN * ((pixel >>> 8) & 255) + BLUE * ((pixel >>> 16) & 255)) / 65_536;

/** Changes a picture in place so that its lights and shapes are the control's by `weight`; its colours stay. */
export function followStructure(picture: Picture, control: Picture, weight: number): void {
  const { width, height, pixels } = picture;
  const left = (control.width - width) >> 1;
  const top = (control.height - height) >> 1;
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const at = y * width + x;
      const pixel = pixels[at]!;
      const own = lumaOf(pixel);
      const lit = own + weight * (lumaOf(control.pixels[(top + y) * control.width + left + x]!) - own);
      const add = lit - own;
      const channel = (shift: number) => Math.min(255, Math.max(0, ((pixel >>> shift) & 255) + add));
      pixels[at] = channel(0) | (channel(8) << 8) | (channel(16) << 16) | 0xff000000;
    }
  }
}
