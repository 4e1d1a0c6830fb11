import { type OpenVideo, openVideo } from '../../src/media/open-video.ts';
import type { Outcome } from '../../src/media/outcome.ts';
import type { FrameRequest, RgbaFrame } from '../../src/media/read-frames.ts';

/** The value of an outcome that must be good. */
export function mustSucceed<Value>(outcome: Outcome<Value, { message: string }>): Value {
  if (!outcome.ok) throw new Error(outcome.problem.message);
  return outcome.value;
}

/** Opens a clip that must be readable. */
export async function mustOpen(path: string): Promise<OpenVideo> {
  return mustSucceed(await openVideo(path));
}

/** Frames of a clip that must be readable. */
export async function readFrames(path: string, request: FrameRequest = {}): Promise<RgbaFrame[]> {
  const video = await mustOpen(path);
  try {
    return await collect(video.frames(request));
  } finally {
    video.close();
  }
}

/** Everything an asynchronous source yields. */
export async function collect<Value>(source: AsyncIterable<Value>): Promise<Value[]> {
  const values: Value[] = [];
  for await (const value of source) values.push(value);
  return values;
}
