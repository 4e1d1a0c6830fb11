import type { Finding } from '../engine/finding.ts';
import type { RequestValue } from '../engine/value.ts';

/** What stops a request whose volume is above the endpoint's cap, with the ways to make it fit; null when it fits. */
export function overBudget(request: RequestValue): Finding | null {
  if (request.fits || request.volumeCapPxFrames === null || request.output === null) return null;
  const { width, height, frameCount } = request.output;
  const share = Math.round((100 * request.volumePxFrames) / request.volumeCapPxFrames);
  return {
    severity: 'error',
    code: 'over-budget',
    port: 'request',
    message: `${frameCount} frames at ${width}×${height} is ${share} % of what the endpoint takes.`,
    fix:
      request.fixes.length > 0
        ? `${capital(request.fixes.map(({ label }) => lower(label)).join(', or '))}.`
        : 'Use a clip with a less extreme aspect.',
    fixes: request.fixes,
  };
}

const lower = (text: string) => text.charAt(0).toLowerCase() + text.slice(1);
const capital = (text: string) => text.charAt(0).toUpperCase() + text.slice(1);
