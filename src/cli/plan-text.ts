import type { RequestValue, VideoValue } from '../engine/value.ts';
import { formatCost, formatSpending, formatUsd } from '../fal/price.ts';
import { isSimulated, type ProviderId } from '../fal/provider.ts';
import type { HostPlan } from '../host/runs/make-plan.ts';

/** What a plan would do and cost, as lines for a terminal. */
export function planText(host: HostPlan): string[] {
  const { plan, workflow, spending, provider } = host;
  const lines = [`${workflow.name} · ${plan.steps.length} nodes · provider ${provider}`];
  for (const step of plan.steps) {
    const { request, video, image } = (step.forecasts[0] ?? {}) as {
      request?: RequestValue;
      video?: VideoValue | VideoValue[];
      image?: { width: number; height: number };
    };
    const times = step.cellCount > 1 ? ` × ${step.cellCount}` : '';
    const title = `  ${step.identity.title} (${step.node.id})${times}`;
    if (step.type.category === 'Request' && request)
      lines.push(`${title}: ${requestText(request, provider)}`);
    else if (Array.isArray(video))
      lines.push(...video.map((one) => `${title}: ${one.name} · ${videoText(one)}`));
    else if (video && step.type.effect !== 'spend') lines.push(`${title}: ${videoText(video)}`);
    else if (image && step.type.category === 'Input') lines.push(`${title}: ${image.width}×${image.height}`);
  }
  lines.push(...spendingText(spending, provider));
  return lines;
}

/** The same facts for programs. */
export function planEvent({ plan, workflow, spending, provider, problems, isRunnable }: HostPlan) {
  const requests = plan.steps
    .filter((step) => step.type.category === 'Request')
    .flatMap((step) =>
      step.forecasts.map((forecast) => ({
        nodeId: step.node.id,
        request: (forecast as { request?: RequestValue })?.request,
      })),
    )
    .filter(({ request }) => request !== undefined);
  return {
    event: 'plan',
    workflow: { id: workflow.id, name: workflow.name },
    provider,
    isRunnable,
    ...spending,
    steps: plan.needed.map((index) => plan.steps[index]!.node.id),
    cached: plan.known.map((index) => plan.steps[index]!.node.id),
    requests,
    problems,
  };
}

function requestText(request: RequestValue, provider: ProviderId): string {
  const { output, billedMegapixels, volumePxFrames, volumeCapPxFrames, costUsd, price } = request;
  if (!output || !price || costUsd === null) {
    const warnings = request.warnings.map(({ message }) => message);
    return [request.endpoint, formatCost(costUsd), ...warnings].join(' · ');
  }
  const volume =
    volumeCapPxFrames === null
      ? 'no volume cap'
      : `volume ${volumePxFrames} of ${volumeCapPxFrames} px·frames (${((100 * volumePxFrames) / volumeCapPxFrames).toFixed(1)} %)`;
  // A request is priced for fal; another provider has prices of its own, which the last line tells.
  const priced =
    provider === 'oxen'
      ? ''
      : ` → ${billedMegapixels} MP × $${price.usdPerMegapixel} = ${formatUsd(costUsd, 'before')} (${costUsd.toFixed(5)} USD, price of ${price.asOf})`;
  return `${output.width}×${output.height} · ${output.frameCount} f · ${output.fps} fps · ${request.megapixels.toFixed(2)} MP${priced} · ${volume}`;
}

function videoText({ width, height, frameCount, fps, hasAudio }: VideoValue): string {
  const rate = Math.round(fps * 1000) / 1000;
  return `${width}×${height} · ${frameCount} f · ${rate} fps · ${(frameCount / fps).toFixed(2)} s · ${hasAudio ? 'sound' : 'no sound'}`;
}

function spendingText(spending: HostPlan['spending'], provider: ProviderId): string[] {
  const { jobCount, megapixels, fetchedCount = 0 } = spending;
  if (jobCount === 0 && fetchedCount > 0)
    return [
      `  jobs: none, ${fetchedCount === 1 ? '1 take is' : `${fetchedCount} takes are`} fetched again · price: $0.00`,
    ];
  if (jobCount === 0) return ['  jobs: none, every take is cached (--new-take makes another) · price: $0.00'];
  const jobs = `${jobCount} ${jobCount === 1 ? 'job' : 'jobs'} · ${megapixels.toFixed(2)} MP`;
  if (!isSimulated(provider) && spending.unpricedCount === jobCount)
    return [`  jobs: ${jobs} · price unknown`];
  const price = formatSpending(spending);
  return [
    `  jobs: ${jobs} · price: ${isSimulated(provider) ? `$0.00 with the simulator, ${price} at fal` : price}`,
  ];
}
