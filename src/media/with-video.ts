import { type MediaProblem, MediaProblemError } from './media-problem.ts';
import { type OpenVideo, openVideo } from './open-video.ts';
import type { Outcome } from './outcome.ts';

/** Opens a clip, runs `work` on it and closes it; problems thrown on the way become the outcome. */
export async function withVideo<Value>(
  path: string,
  work: (video: OpenVideo) => Promise<Value>,
): Promise<Outcome<Value, MediaProblem>> {
  const opened = await openVideo(path);
  if (!opened.ok) return opened;
  try {
    return { ok: true, value: await work(opened.value) };
  } catch (error) {
    if (error instanceof MediaProblemError) return { ok: false, problem: error.problem };
    throw error;
  } finally {
    opened.value.close();
  }
}
