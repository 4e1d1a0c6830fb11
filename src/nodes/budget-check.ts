import { defineNode, type Finding } from '../engine/define-node.ts';
import type { RequestValue } from '../engine/value.ts';
import { formatEstimate, formatUsd } from '../fal/price.ts';
import { overBudget } from './over-budget.ts';

/** A gate: lets a request through only if it fits the endpoint and the artist's own limit. */
export const budgetCheck = defineNode({
  id: 'budget-check',
  version: 1,
  title: 'Budget check',
  category: 'Spend',
  help: 'Stops a request that is too large or too dear before anything is sent, and offers what would fit.',
  inputs: { request: { kind: 'request', label: 'Request', required: true } },
  outputs: {
    request: { kind: 'request', label: 'Request' },
    report: { kind: 'report', label: 'Report' },
  },
  params: {
    max_usd: {
      kind: 'number',
      label: 'Limit',
      help: 'Most that one request may cost by estimate.',
      default: 1,
      min: 0,
      max: 1000,
      step: 0.05,
      unit: 'USD',
    },
  },
  check({ inputs: { request }, params }) {
    if (!request) return [];
    const findings: Finding[] = [];
    const tooLarge = overBudget(request);
    if (tooLarge) findings.push(tooLarge);
    if (request.costUsd === null) {
      findings.push({
        severity: 'error',
        code: 'over-cap',
        port: 'request',
        message: 'The price of the request is not known, so it cannot be held against the limit.',
        fix: 'Type what one request may cost into “Expected price” of its node.',
      });
    } else if (request.costUsd > params.max_usd) {
      findings.push({
        severity: 'error',
        code: 'over-cap',
        param: 'max_usd',
        message: `The request costs ${formatUsd(request.costUsd, 'before')}, more than the limit of ${formatUsd(params.max_usd, 'after')}.`,
        fix: 'Lower frames or resolution, switch detail refine off, or raise the limit.',
      });
    }
    for (const message of request.warnings) {
      findings.push({ severity: 'warning', code: 'bad-input', port: 'request', message, fix: '' });
    }
    return findings;
  },
  derive({ inputs: { request } }) {
    return { request, report: { title: 'Budget', lines: [...budgetLines(request), ...request.warnings] } };
  },
});

function budgetLines(request: RequestValue): string[] {
  const { output, megapixels, billedMegapixels, costUsd, price, volumePxFrames, volumeCapPxFrames } = request;
  const cost = formatEstimate(costUsd ?? 0, costUsd === null ? 1 : 0);
  if (!output || !price) return ['size and length: known when the take is here', cost];
  return [
    `${output.width}×${output.height} · ${output.frameCount} f · ${output.fps} fps · ${(output.frameCount / output.fps).toFixed(2)} s`,
    `${megapixels.toFixed(2)} MP, billed as ${billedMegapixels} × $${price.usdPerMegapixel} = ${cost}`,
    volumeCapPxFrames === null
      ? `volume ${volumePxFrames} px·frames, no cap documented`
      : `volume ${volumePxFrames} of ${volumeCapPxFrames} px·frames (${((100 * volumePxFrames) / volumeCapPxFrames).toFixed(1)} %)`,
    `price: ${price.source}, ${price.asOf}`,
  ];
}
