import type { SourceClip } from '../../fal/endpoint.ts';
import { readImageInfo } from '../../media/image-info.ts';
import type { MediaProblem } from '../../media/media-problem.ts';
import { openVideo } from '../../media/open-video.ts';
import type { Outcome } from '../../media/outcome.ts';

export type RenderInputProblem = { code: 'unreadable'; message: string };

/** Size and length of a clip or image, or why it cannot be read. An image counts as one frame. */
export async function inspect({
  path,
  kind,
}: {
  path: string;
  kind: 'video' | 'image';
}): Promise<Outcome<SourceClip, RenderInputProblem>> {
  return kind === 'video' ? inspectVideo(path) : inspectImage(path);
}

async function inspectVideo(path: string): Promise<Outcome<SourceClip, RenderInputProblem>> {
  const opened = await openVideo(path);
  if (!opened.ok) return { ok: false, problem: unreadable(opened.problem) };
  try {
    const missing = await opened.value.findMissingData();
    if (missing) return { ok: false, problem: unreadable(missing) };
    const { width, height, frameCount, fps } = opened.value.info;
    return { ok: true, value: { width, height, frameCount, fps } };
  } finally {
    opened.value.close();
  }
}

async function inspectImage(path: string): Promise<Outcome<SourceClip, RenderInputProblem>> {
  const image = await readImageInfo(path);
  if (!image.ok) return { ok: false, problem: unreadable(image.problem) };
  const { width, height } = image.value;
  return { ok: true, value: { width, height, frameCount: 1, fps: 1 } };
}

/** The same trouble in the words of this worker. */
export function unreadable({ message }: MediaProblem): RenderInputProblem {
  return { code: 'unreadable', message };
}
