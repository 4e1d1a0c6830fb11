import { readFile } from 'node:fs/promises';
import { readJsonBody } from '../routes/read-json-body.ts';
import type { SimulatorState } from '../simulator-state.ts';
import { oxenError } from './oxen-error.ts';
import { oxenJob, resultUrl, upstreamText } from './oxen-job.ts';

/** `POST /ai/videos/generate`: answers when the video is there, or with what the model's host said against it. */
export async function generateVideo(request: Request, state: SimulatorState): Promise<Response> {
  const body = await readJsonBody(request);
  if (!body.ok) return oxenError(400, 'The request body is no JSON');
  const order = (body.value ?? {}) as Record<string, unknown>;
  const job = oxenJob(order, false, state.gate.profileOf(request), state);
  if (!job) return oxenError(404, `Model not found: ${order.model}`);
  await state.scheduler.add({ ...job, readyAtMs: state.clock.now(), retries: false });
  const done = await state.scheduler.completed(job.requestId);
  const url = resultUrl(done);
  if (url === null) {
    const { httpStatus } = done.outcome!;
    const status = httpStatus < 500 ? 400 : 500;
    return oxenError(status, 'Video generation failed', upstreamText(done.outcome!));
  }
  const created = Math.floor(state.clock.now() / 1000);
  const video = order.response_format === 'b64_json' ? { b64_json: await inline(url, state) } : { url };
  return Response.json({ model: order.model, created, videos: [video] });
}

async function inline(url: string, { files }: SimulatorState): Promise<string> {
  const file = await files.findUrl(url);
  return (await readFile(files.pathOf(file!))).toString('base64');
}
