import { defineNode } from '../engine/define-node.ts';
import type { Finding } from '../engine/finding.ts';
import type { RequestValue } from '../engine/value.ts';
import { formatCost, formatUsd } from '../fal/price.ts';
import { overBudget } from '../requests/over-budget.ts';

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
  check({ inputs: { request }, params, terms }) {
    if (!request) return [];
    const findings: Finding[] = [];
    const tooLarge = overBudget(request);
    if (tooLarge) findings.push(tooLarge);
    const dear = terms
      ? overLimit(terms.costUsd(request), params.max_usd, UNTOLD)
      : overLimit(request.costUsd, params.max_usd, UNKNOWN);
    if (dear) findings.push(dear);
    return findings;
  },
  derive({ inputs: { request } }) {
    const warnings = request.warnings.map(({ message }) => message);
    return { request, report: { title: 'Budget', lines: [...budgetLines(request), ...warnings] } };
  },
});

function budgetLines(request: RequestValue): string[] {
  const { output, megapixels, billedMegapixels, costUsd, price, volumePxFrames, volumeCapPxFrames } = request;
  const cost = formatCost(costUsd);
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

/** Ways out where a price is not known: the provider does not tell it, or the model's description does not. */
const UNTOLD = 'Set a price for the provider in the settings, or bypass this node.';
const UNKNOWN = 'Type what one request may cost into “Expected price” of its node.';

/** What is wrong with a price under the artist's own limit, or null. */
function overLimit(costUsd: number | null, maxUsd: number, wayOut: string): Finding | null {
  if (costUsd !== null && costUsd <= maxUsd) return null;
  const limit = formatUsd(maxUsd, 'after');
  return {
    severity: 'error',
    code: 'over-cap',
    param: 'max_usd',
    ...(costUsd === null
      ? {
          message: `Nobody tells what the request costs, so that the limit of ${limit} can’t be checked.`,
          fix: wayOut,
        }
      : {
          message: `The request costs ${formatUsd(costUsd, 'before')}, more than the limit of ${limit}.`,
          fix: 'Lower frames or resolution, switch detail refine off, or raise the limit.',
        }),
  };
}
