import type { NodeType } from '../engine/define-node.ts';
import type { Finding } from '../engine/finding.ts';
import { type Failure, failure, isFailure } from '../engine/problem.ts';
import type { LoraValue, RequestValue } from '../engine/value.ts';
import { MIN_FRAMES } from '../fal/budget.ts';
import type { Endpoint, SourceClip } from '../fal/endpoint.ts';
import type { Fields } from '../fal/field.ts';
import { TRIGGER, withTrigger } from '../fal/trigger.ts';
import { buildRequest, plannedFigures } from './build-request.ts';
import { PLACE_NAMES } from './keyframe-landing.ts';
import { requestFindings } from './request-findings.ts';
import { requestParams } from './request-params.ts';
import {
  mediaOfInputs,
  type RequestInputs,
  requestPorts,
  strayKeyframes,
  valuesOfInputs,
} from './request-ports.ts';

/** A still has no frame rate of its own; only its size counts. */
const STILL = { frameCount: 1, fps: 24 } as const;

/**
 * The node type that builds a request to an endpoint; it spends nothing by itself. Ports and form come from the
 * endpoint's fields, and its trigger word is put in, so that the request shows what is used.
 */
export function requestNode(endpoint: Endpoint): NodeType {
  const { fields, trigger } = endpoint;
  const isStill = fields[endpoint.sourceField]?.kind === 'image';
  const prompted = (values: Readonly<Record<string, unknown>>) =>
    trigger !== undefined && typeof values.prompt === 'string'
      ? { ...values, prompt: withTrigger(values.prompt, trigger) }
      : values;

  function request(inputs: RequestInputs, params: Readonly<Record<string, unknown>>, nodeId: string) {
    const still = inputs.image ?? inputs.keyframes?.first;
    const source: SourceClip | undefined = isStill ? still && { ...STILL, ...sizeOf(still) } : inputs.video;
    if (!source) return missingSource(fields, endpoint.sourceField);
    const parts = {
      nodeId,
      params: prompted(params),
      settings: inputs.settings,
      wired: prompted(valuesOfInputs(inputs)),
      media: mediaOfInputs(inputs),
      loras: inputs.loras,
      source,
    };
    return buildRequest(endpoint, parts, (input) => plannedFigures(endpoint, input, source, parts));
  }

  return {
    id: endpoint.node,
    version: 1,
    title: endpoint.title,
    category: 'Request',
    endpoint: endpoint.id,
    help: endpoint.help,
    inputs: requestPorts(fields),
    outputs: { request: { kind: 'request', label: 'Request' } },
    namesItself: true,
    params: requestParams(fields),
    check({ inputs, params, node, wired }) {
      const known = inputs as RequestInputs;
      const typed = wired('prompt') ? known.prompt : (params.prompt as string | undefined);
      const untriggered = missingTrigger(known, typed, wired('prompt') ? null : node.id);
      const refused = [...shortClip(known), ...strayFindings(fields, known, endpoint.title)];
      const built = request(known, params, node.id);
      if (refused.length > 0 || isFailure(built)) return [...refused, ...untriggered];
      return [...untriggered, ...requestFindings(built, known, node.id)];
    },
    derive({ inputs, params, node }): { request: RequestValue } | Failure {
      const built = request(inputs as RequestInputs, params, node.id);
      return isFailure(built) ? built : { request: built };
    },
  };
}

const sizeOf = ({ width, height }: { width: number; height: number }) => ({ width, height });

function missingSource(fields: Fields, field: string): Failure {
  const label = fields[field]?.label ?? field;
  return failure('missing-input', `The request has no ${label.toLowerCase()}.`, 'Connect one.', {
    port: field === 'video_url' ? 'video' : 'keyframes',
  });
}

function shortClip({ video }: RequestInputs): Finding[] {
  if (!video || video.frameCount >= MIN_FRAMES) return [];
  return [
    {
      severity: 'error',
      code: 'bad-input',
      port: 'video',
      message: `“${video.name}” has ${video.frameCount} ${video.frameCount === 1 ? 'frame' : 'frames'}; a request needs at least ${MIN_FRAMES}.`,
      fix: 'Use a longer clip, or hold it to length with a Conform video node.',
    },
  ];
}

/** A 3DREAL adapter does next to nothing without its word; only the render-to-real endpoint puts it in by itself. */
function missingTrigger(
  { loras }: RequestInputs,
  prompt: string | undefined,
  nodeId: string | null,
): Finding[] {
  const nameOf = ({ path }: LoraValue) => (typeof path === 'string' ? path : path.name);
  const isReal = loras?.some((lora) => /3dreal/i.test(nameOf(lora)) && lora.scale > 0) ?? false;
  if (!isReal || prompt === undefined || prompt.includes(TRIGGER)) return [];
  const value = withTrigger(prompt);
  return [
    {
      severity: 'warning',
      code: 'bad-input',
      param: 'prompt',
      message: `A 3DREAL adapter acts only with the word ${TRIGGER} in the prompt.`,
      fix: `Begin the prompt with “${TRIGGER}.”.`,
      ...(nodeId && { fixes: [{ label: `Add ${TRIGGER}`, sets: [{ nodeId, param: 'prompt', value }] }] }),
    },
  ];
}

function strayFindings(fields: Fields, inputs: RequestInputs, title: string): Finding[] {
  return strayKeyframes(fields, inputs).map((place) => ({
    severity: 'error',
    code: 'bad-input',
    port: 'keyframes',
    message: `“${title}” takes no ${PLACE_NAMES[place]} frame.`,
    fix: 'Leave it empty in the Keyframes node, or use Reference video to video.',
  }));
}
