import type { PlainOutputs } from '../engine/define-node.ts';
import { placesOf, placesText } from '../engine/places.ts';
import type { Step } from '../engine/plan-step.ts';
import type { RequestValue, VideoValue } from '../engine/value.ts';
import { formatCost, formatSpending, formatUsd } from '../fal/price.ts';
import type { HostPlan } from '../host/runs/make-plan.ts';

/** What a plan would do and cost, as lines for a terminal. */
export function planText(host: HostPlan): string[] {
  const { plan, workflow, spending, provider } = host;
  const lines = [`${workflow.name} · ${plan.steps.length} nodes · provider ${provider.id}`];
  for (const step of plan.steps) {
    const title = `  ${step.identity.title} (${step.node.id})`;
    const told = step.forecasts.map((forecast) => forecastTexts(step, forecast ?? {}, provider));
    const areAlike = told.every((texts) => texts.join('\n') === told[0]!.join('\n'));
    const times = step.cellCount > 1 ? ` × ${step.cellCount}` : '';
    if (areAlike) lines.push(...(told[0] ?? []).map((text) => `${title}${times}: ${text}`));
    else {
      for (const [cell, texts] of told.entries()) {
        const place = placesText(placesOf(step.axes, cell));
        lines.push(...texts.map((text) => `${title} ${place}: ${text}`));
      }
    }
  }
  lines.push(...spendingText(spending, provider));
  return lines;
}

/** What is worth telling of one cell, a line each. */
function forecastTexts({ type }: Step, forecast: PlainOutputs, provider: HostPlan['provider']): string[] {
  const { request, video, image } = forecast as {
    request?: RequestValue;
    video?: VideoValue | VideoValue[];
    image?: { width: number; height: number };
  };
  if (type.category === 'Request' && request) return [requestText(request, provider)];
  if (Array.isArray(video)) return video.map((one) => `${one.name} · ${videoText(one)}`);
  if (video && type.effect !== 'spend') return [videoText(video)];
  if (image && type.category === 'Input') return [`${image.width}×${image.height}`];
  return [];
}

/** The same facts for programs. */
export function planEvent({ plan, workflow, spending, provider, problems, isRunnable }: HostPlan) {
  const requests = plan.steps
    .filter((step) => step.type.category === 'Request')
    .flatMap((step) =>
      step.forecasts.map((forecast, cell) => ({
        nodeId: step.node.id,
        places: placesOf(step.axes, cell),
        request: (forecast as { request?: RequestValue })?.request,
      })),
    )
    .filter(({ request }) => request !== undefined);
  return {
    event: 'plan',
    workflow: { id: workflow.id, name: workflow.name },
    provider: provider.id,
    isRunnable,
    ...spending,
    steps: plan.needed.map((index) => plan.steps[index]!.node.id),
    cached: plan.known.map((index) => plan.steps[index]!.node.id),
    requests,
    problems,
  };
}

function requestText(request: RequestValue, provider: HostPlan['provider']): string {
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
  const priced = provider.tellsPrices
    ? ` → ${billedMegapixels} MP × $${price.usdPerMegapixel} = ${formatUsd(costUsd, 'before')} (${costUsd.toFixed(5)} USD, price of ${price.asOf})`
    : '';
  return `${output.width}×${output.height} · ${output.frameCount} f · ${output.fps} fps · ${request.megapixels.toFixed(2)} MP${priced} · ${volume}`;
}

function videoText({ width, height, frameCount, fps, hasAudio }: VideoValue): string {
  const rate = Math.round(fps * 1000) / 1000;
  return `${width}×${height} · ${frameCount} f · ${rate} fps · ${(frameCount / fps).toFixed(2)} s · ${hasAudio ? 'sound' : 'no sound'}`;
}

function spendingText(spending: HostPlan['spending'], provider: HostPlan['provider']): string[] {
  const { jobCount, megapixels, fetchedCount = 0 } = spending;
  if (jobCount === 0 && fetchedCount > 0)
    return [
      `  jobs: none, ${fetchedCount === 1 ? '1 take is' : `${fetchedCount} takes are`} fetched again · price: $0.00`,
    ];
  if (jobCount === 0) return ['  jobs: none, every take is cached (--new-take makes another) · price: $0.00'];
  const jobs = `${jobCount} ${jobCount === 1 ? 'job' : 'jobs'} · ${megapixels.toFixed(2)} MP`;
  if (!provider.isSimulated && spending.unpricedCount === jobCount)
    return [`  jobs: ${jobs} · price unknown`];
  const price = formatSpending(spending);
  return [
    `  jobs: ${jobs} · price: ${provider.isSimulated ? `$0.00 with the simulator, ${price} at fal` : price}`,
  ];
}
