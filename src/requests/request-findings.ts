import type { Finding } from '../engine/finding.ts';
import type { RequestValue, RequestWarning } from '../engine/value.ts';
import { driftingControl } from './control-pace.ts';
import { strayLandings } from './keyframe-landing.ts';
import type { RequestInputs } from './request-ports.ts';

/** Where the take of a request that can be sent would not follow what it is made of. */
export function requestFindings(request: RequestValue, inputs: RequestInputs, nodeId: string): Finding[] {
  const { keyframes, control, settings } = inputs;
  const frameCount = request.output?.frameCount;
  const setsFrames = settings && 'num_frames' in settings.values ? settings.from : nodeId;
  return [
    ...strayLandings(keyframes, frameCount),
    ...driftingControl(control, frameCount, setsFrames),
    ...request.warnings.map((warning) => findingOf(warning, nodeId)),
  ];
}

function findingOf({ message, param, fix }: RequestWarning, nodeId: string): Finding {
  const own = fix?.sets.find((set) => set.nodeId === nodeId)?.param ?? param;
  return {
    ...{ severity: 'warning', code: 'bad-input', message, fix: '' },
    ...(own && { param: own }),
    ...(fix && { fixes: [fix] }),
  };
}
