import { type ExrFile, readExrHeader } from '../../../src/media/exr/header.ts';
import { type ExrLayer, layersOf } from '../../../src/media/exr/layers.ts';
import { readLight } from '../../../src/media/exr/light.ts';
import { numbersOf, readPlanes } from '../../../src/media/exr/planes.ts';

/** The header of a file that must be good. */
export function headerOf(bytes: Buffer): ExrFile {
  const header = readExrHeader(bytes);
  if (!header.ok) throw new Error(`The header is ${header.reason}.`);
  return header.file;
}

/** Numbers of one channel over the data window, by name. */
export async function channelOf(bytes: Buffer, name: string, part = 0): Promise<Float32Array> {
  const file = headerOf(bytes);
  const place = file.parts[part]!.channels.findIndex((channel) => channel.name === name);
  const [plane] = await readPlanes(bytes, file, part, [place]);
  return numbersOf(plane!);
}

/** Red, green and blue at a pixel of what is shown. */
export async function lightAt(
  bytes: Buffer,
  choose: (layers: readonly ExrLayer[]) => ExrLayer | undefined = ([first]) => first,
) {
  const file = headerOf(bytes);
  const light = await readLight(bytes, file, choose(layersOf(file))!);
  const planes = light.planes.map(numbersOf);
  const at = (x: number, y: number) => planes.map((plane) => plane[y * light.width + x]!);
  return { width: light.width, height: light.height, at };
}
