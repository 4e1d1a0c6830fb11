import { expect, test } from 'vitest';
import type { NodeType } from '../../src/engine/define-node.ts';
import { refuseParamValue } from '../../src/engine/param-kinds.ts';
import { NODE_TYPES } from '../../src/nodes/index.ts';
import { changeRequestType } from '../../src/requests/change-request-type.ts';
import { nodeType } from '../nodes/node-type.ts';

const hdr = nodeType('hdr');
const imageToVideo = nodeType('image-to-video');
const referenceVideoToVideo = nodeType('reference-video-to-video');
const referenceVideoToVideo22bLora = nodeType('reference-video-to-video-22b-lora');
const referenceVideoToVideoLora = nodeType('reference-video-to-video-lora');
const renderToReal = nodeType('render-to-real');

const requests = NODE_TYPES.filter(({ category }) => category === 'Request');

test('between siblings everything goes over', () => {
  const stored = {
    prompt: 'a harbour',
    video_strength: 0.8,
    num_frames: 97,
    resolution: { width: 832, height: 448 },
  };
  const wired = ['video', 'keyframes', 'control', 'seed'];
  expect(changeRequestType(stored, wired, referenceVideoToVideo, referenceVideoToVideoLora)).toEqual({
    params: stored,
    ports: { video: 'video', keyframes: 'keyframes', control: 'control', seed: 'seed' },
    renamed: [],
    lost: [],
  });
});

test('fields with another name are renamed, both ways', () => {
  const stored = { frames_per_second: 30, resolution: 'square_hd', prompt: 'p' };
  const there = changeRequestType(stored, [], referenceVideoToVideoLora, referenceVideoToVideo22bLora);
  expect(there.params).toEqual({ fps: 30, video_size: 'square_hd', prompt: 'p' });
  expect(there.renamed).toEqual(['Frames per second as Frames per second', 'Size as Size']);
  const back = changeRequestType(there.params, [], referenceVideoToVideo22bLora, referenceVideoToVideoLora);
  expect(back.params).toEqual(stored);
});

test('what has no place or another range is left behind, and told', () => {
  const stored = { intensity: 'strong', resolution: '720p', prompt: '3DREAL. p', num_frames: 97 };
  const { params, lost } = changeRequestType(stored, ['video', 'image'], renderToReal, hdr);
  expect(params).toEqual({ prompt: '3DREAL. p', num_frames: 97 });
  expect(lost[0]).toBe('Intensity (not a field of HDR)');
  expect(lost[1]).toMatch(/^Resolution \(must be one of auto, /);
  expect(lost[2]).toBe('the edge into First frame');
});

test('a first frame finds the keyframes, which do not fit a single still', () => {
  expect(changeRequestType({}, ['image'], renderToReal, referenceVideoToVideo).ports).toEqual({
    image: 'keyframes',
  });
  const narrowed = changeRequestType({}, ['keyframes'], referenceVideoToVideo, imageToVideo);
  expect(narrowed).toMatchObject({ ports: {}, lost: ['the edge into Keyframes'] });
});

const defaults = (type: NodeType) =>
  Object.fromEntries(Object.entries(type.params).map(([id, param]) => [id, param.default]));

test('whatever is swapped for whatever, what comes out is valid and nothing vanishes untold', () => {
  for (const from of requests) {
    for (const to of requests) {
      const stored = defaults(from);
      const wired = Object.keys(from.inputs);
      const { params, ports, lost } = changeRequestType(stored, wired, from, to);
      for (const [name, value] of Object.entries(params)) {
        expect([from.id, to.id, name, refuseParamValue(value, to.params[name]!)]).toEqual([
          from.id,
          to.id,
          name,
          null,
        ]);
      }
      for (const port of Object.values(ports)) expect(to.inputs[port]).toBeDefined();
      const count = Object.keys(params).length + Object.keys(ports).length + lost.length;
      expect(count).toBe(Object.keys(stored).length + wired.length);
    }
  }
});
