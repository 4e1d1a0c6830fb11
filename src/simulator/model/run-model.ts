import { mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { maxFramesForSize, type Shape, snapFramesDown, volumePxFrames } from '../../fal/budget.ts';
import type { Endpoint, OutputShape } from '../../fal/endpoint.ts';
import type { Fields, InputOf } from '../../fal/field.ts';
import { priceOfShape } from '../../fal/price.ts';
import type { FaultProfile } from '../faults/fault-profile.ts';
import type { Job, JobOutcome } from '../job.ts';
import { finalPrompt } from '../kinds/final-prompt.ts';
import { lookOf } from '../kinds/model-looks.ts';
import { containerOf, refuseOutputType } from '../kinds/output-type.ts';
import type { RenderProblem } from '../render-process.ts';
import { budgetError } from './budget-error.ts';
import { deliverArchive, deliverVideo } from './deliver.ts';
import { fetchMedia, mediaError } from './fetch-media.ts';
import { refuseLoras } from './lora-files.ts';
import type { ModelError } from './model-error.ts';
import type { ModelTools } from './model-tools.ts';
import { cancelledOutcome, refusedOutcome } from './outcome.ts';
import { pydanticDetails } from './pydantic-details.ts';

type Input = InputOf<Fields>;

/** Plays one job of an endpoint: validates, fetches its media, renders and stores the output. */
export async function runModel(
  endpoint: Endpoint,
  job: Job,
  profile: FaultProfile,
  tools: ModelTools,
): Promise<JobOutcome> {
  const parsed = endpoint.input.safeParse(withoutNulls(job.input, endpoint));
  if (!parsed.success) {
    const details = pydanticDetails(parsed.error.issues, job.input ?? {}, endpoint.fields);
    return refusedOutcome({ httpStatus: 422, retryable: false, billable: false, details }, 0);
  }
  const scratchDir = join(tools.scratchDir, job.requestId);
  await mkdir(scratchDir, { recursive: true });
  try {
    return await runParsed(endpoint, job, profile, parsed.data as Input, { ...tools, scratchDir });
  } finally {
    await rm(scratchDir, { recursive: true, force: true });
  }
}

async function runParsed(
  endpoint: Endpoint,
  job: Job,
  profile: FaultProfile,
  input: Input,
  tools: ModelTools,
): Promise<JobOutcome> {
  const startedAtMs = tools.now();
  tools.log(`Loading ${endpoint.id.split('/').slice(1).join('/')} pipeline`);
  const unfit = refuseOutputType(input) ?? refuseLoras(input.loras);
  if (unfit) return refusedOutcome(unfit, 0);
  const media = await fetchMedia(endpoint, input, tools);
  if ('error' in media) return tools.signal.aborted ? cancelledOutcome() : refusedOutcome(media.error, 0);

  const planned = endpoint.shape(input, media.source);
  const fitted = fitBudget(endpoint, planned.generated, profile);
  if ('error' in fitted) return refusedOutcome(fitted.error, 0);
  const output = { ...planned.output, frameCount: fitted.frameCount };
  const units = priceOfShape(output, endpoint.price).billedMegapixels;
  const refused = profile.refuse?.(input, endpoint);
  if (refused) return refusedOutcome(refused, units);

  const seed = (input.seed as number | undefined) ?? tools.drawSeed();
  const delivered = { ...output, frameCount: profile.frames?.(output.frameCount) ?? output.frameCount };
  const container = containerOf(input);
  const outPath = join(tools.scratchDir, `output.${container}`);
  const isHdr = endpoint.delivers === 'hdr';
  const archivePath = isHdr ? join(tools.scratchDir, 'frames.zip') : null;
  const paths = { out: outPath, archive: archivePath };
  const rendered = await render(endpoint, input, media.paths, delivered, seed, paths, tools);
  if (!rendered.ok) return failedRender(endpoint, rendered.problem, input);
  tools.log('Saving video');
  const video = await deliverVideo(
    job,
    output,
    { path: outPath, container },
    input.sync_mode === true,
    tools.files,
  );
  const files = archivePath
    ? { preview_video: video, exr_frames_url: await deliverArchive(job, archivePath, tools.files) }
    : { video };
  return {
    httpStatus: 200,
    headers: { 'x-fal-billable-units': String(units) },
    body: { ...files, seed, prompt: finalPrompt(endpoint, input) },
    billableUnits: units,
    inferenceTimeS: (tools.now() - startedAtMs) / 1000,
  };
}

function fitBudget(
  endpoint: Endpoint,
  generated: Shape,
  profile: FaultProfile,
): { frameCount: number } | { error: ModelError } {
  const cap = endpoint.budget?.volumeCapPxFrames ?? null;
  if (cap === null || volumePxFrames(generated) <= cap)
    return { frameCount: snapFramesDown(generated.frameCount) };
  const most = maxFramesForSize(generated, cap);
  if (profile.overBudget === 'cap' && most !== null) return { frameCount: most };
  return { error: budgetError(generated.frameCount, most, endpoint) };
}

function render(
  endpoint: Endpoint,
  input: Input,
  paths: Record<string, string>,
  output: OutputShape,
  seed: number,
  into: { readonly out: string; readonly archive: string | null },
  tools: ModelTools,
) {
  const look = lookOf(endpoint, input, paths, output.frameCount);
  let loggedSteps = 0;
  const onProgress = (fraction: number) => {
    const step = Math.min(look.steps, Math.floor(fraction * (look.steps + 1)));
    while (loggedSteps < step) tools.log(`step ${++loggedSteps}/${look.steps}`);
  };
  return tools.renderer.call(
    'render',
    {
      sourcePath: paths[endpoint.sourceField]!,
      sourceKind: endpoint.fields[endpoint.sourceField]!.kind as 'video' | 'image',
      outPath: into.out,
      container: containerOf(input),
      archivePath: into.archive,
      output,
      seed,
      look,
      audio: input.generate_audio === true,
      quality: String(input.video_quality),
      writeMode: String(input.video_write_mode),
    },
    { signal: tools.signal, onProgress, doing: `rendering ${endpoint.id}` },
  );
}

function failedRender(endpoint: Endpoint, problem: RenderProblem, input: Input): JobOutcome {
  if (problem.code === 'cancelled') return cancelledOutcome();
  if (problem.code === 'unreadable') {
    const url = String(input[endpoint.sourceField]);
    return refusedOutcome(mediaError(endpoint.sourceField, 'video', url), 0);
  }
  return refusedOutcome(
    {
      httpStatus: 500,
      retryable: true,
      billable: false,
      details: [{ loc: ['body'], msg: problem.message, type: 'internal_server_error' }],
    },
    0,
  );
}

/** An explicit null in an optional field means that it was left out. */
function withoutNulls(input: unknown, endpoint: Endpoint): unknown {
  if (typeof input !== 'object' || input === null || Array.isArray(input)) return input ?? {};
  const takesNull = (name: string) => {
    const field = endpoint.fields[name];
    if (!field) return false;
    return field.kind === 'seed' || ((field.kind === 'video' || field.kind === 'image') && !field.required);
  };
  return Object.fromEntries(
    Object.entries(input).filter(([name, value]) => value !== null || !takesNull(name)),
  );
}
