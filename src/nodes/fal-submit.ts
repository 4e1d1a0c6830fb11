import { defineNode } from '../engine/define-node.ts';
import type { Finding } from '../engine/finding.ts';
import { type ImageValue, type PromisedOutput, pendingAsset } from '../engine/value.ts';
import { endpointById } from '../fal/index.ts';
import { overBudget } from '../requests/over-budget.ts';

/** Sends a request as a paid job and brings the take back. The only node that spends. */
export const falSubmit = defineNode({
  id: 'fal-submit',
  version: 1,
  title: 'Submit',
  category: 'Spend',
  help: 'Sends the request to the provider, waits for it and keeps the take. The only node that costs money.',
  inputs: { request: { kind: 'request', label: 'Request', required: true } },
  outputs: {
    video: { kind: 'video', label: 'Video', optional: true },
    image: { kind: 'image', label: 'Image', optional: true, help: 'Filled by models that bring a still.' },
    frames: { kind: 'frames', label: 'EXR frames', help: 'Filled by HDR requests; empty for all others.' },
    seed: { kind: 'number', label: 'Seed' },
    prompt: { kind: 'text', label: 'Prompt' },
  },
  params: {},
  effect: 'spend',
  persist: true,
  check({ inputs: { request }, terms }) {
    if (!request) return [];
    const tooLarge = overBudget(request);
    const found = terms ? terms.check(request) : request.costUsd === null ? [UNPRICED] : [];
    return [...(tooLarge ? [tooLarge] : []), ...found];
  },
  estimate({ inputs: { request }, terms, isPaid }) {
    if (!request) return { jobCount: 1, costUsd: 0, megapixels: 0 };
    if (isPaid?.(request)) return { jobCount: 0, costUsd: 0, megapixels: 0, fetchedCount: 1 };
    const { megapixels } = request;
    const costUsd = terms ? terms.costUsd(request) : request.costUsd;
    if (costUsd === null) return { jobCount: 1, costUsd: 0, megapixels, unpricedCount: 1 };
    return { jobCount: 1, costUsd, megapixels };
  },
  forecast({ inputs: { request }, key }) {
    if (!request.output) return {};
    const { width, height, frameCount, fps, hasAudio } = request.output;
    const { seed, prompt } = request.input;
    const source = (request.input.video_url ?? request.input.image_url) as
      | { readonly name?: string }
      | undefined;
    return {
      video: {
        asset: pendingAsset(key),
        name: source?.name ?? 'take.mp4',
        width,
        height,
        frameCount,
        fps,
        durationS: frameCount / fps,
        hasAudio,
      },
      frames: { frames: forecastFrames(request.endpoint, request.output, key), fps },
      ...(typeof seed === 'number' && { seed }),
      ...(typeof prompt === 'string' && { prompt }),
    };
  },
  async run({ inputs: { request }, node }, { jobs, places, signal, progress }) {
    const by = { nodeId: node.id, places };
    const take = await jobs.submit(request, by, signal, ({ fraction, ...detail }) =>
      progress(fraction ?? null, detail),
    );
    if ('failed' in take) return take;
    const { seed, prompt } = request.input;
    return {
      ...(take.video && { video: take.video }),
      ...(take.image && { image: take.image }),
      frames: take.frames ?? { frames: [], fps: take.video?.fps ?? 24 },
      seed: take.seed ?? (typeof seed === 'number' ? seed : 0),
      prompt: take.prompt ?? (typeof prompt === 'string' ? prompt : ''),
    };
  },
});

const UNPRICED: Finding = {
  severity: 'warning',
  code: 'over-cap',
  port: 'request',
  message: 'What this request costs is not known beforehand, so only the simulator takes it.',
  fix: 'Type what it may cost into “Expected price” of its node; it counts against every cap.',
};

/** The EXR frames that an HDR request will bring, before they exist. */
function forecastFrames(
  endpoint: string,
  { width, height, frameCount }: PromisedOutput,
  key: string,
): ImageValue[] {
  if (endpointById(endpoint)?.delivers !== 'hdr') return [];
  return Array.from({ length: frameCount }, (_, place) => ({
    asset: pendingAsset(`${key}.${place}`),
    name: `frame ${place}`,
    width,
    height,
  }));
}
