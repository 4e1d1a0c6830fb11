import { defineNode } from '../engine/define-node.ts';
import { isFailure } from '../engine/problem.ts';
import { MIN_FRAMES } from '../fal/budget.ts';
import { renderToReal as endpoint } from '../fal/endpoints/render-to-real.ts';
import { withTrigger } from '../fal/trigger.ts';
import { buildRequest } from './build-request.ts';
import { paramsOfFields } from './field-params.ts';

/** A request to turn a clip into photoreal footage with the 3DREAL adapter. Spends nothing by itself. */
export const renderToReal = defineNode({
  id: 'render-to-real',
  version: 1,
  title: endpoint.title,
  category: 'Request',
  help: endpoint.help,
  inputs: {
    video: { kind: 'video', label: 'Blockout', required: true, help: endpoint.fields.video_url.help },
    image: { kind: 'image', label: 'First frame', help: endpoint.fields.image_url.help },
    prompt: { kind: 'text', label: 'Prompt', help: 'Wins over the prompt typed below.' },
    settings: { kind: 'settings', label: 'Settings', help: 'Wins over the values set below.' },
    seed: { kind: 'number', label: 'Seed', help: 'Wins over the seed set below.' },
  },
  outputs: { request: { kind: 'request', label: 'Request' } },
  namesItself: true,
  params: paramsOfFields(endpoint.fields),
  check({ inputs: { video } }) {
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
  },
  derive({ inputs, params, node }) {
    const request = buildRequest(endpoint, {
      nodeId: node.id,
      params: { ...params, prompt: withTrigger(params.prompt) },
      settings: inputs.settings,
      wired: {
        prompt: inputs.prompt === undefined ? undefined : withTrigger(inputs.prompt),
        seed: inputs.seed,
      },
      media: { video_url: inputs.video, image_url: inputs.image },
      source: inputs.video,
    });
    return isFailure(request) ? request : { request };
  },
});
