import { defineNode } from '../../src/engine/define-node.ts';
import type { Param, ParamKind } from '../../src/engine/param.ts';
import { NODE_TYPES as REAL_TYPES } from '../../src/nodes/index.ts';

/** A param of every kind: a new kind is told here, or nothing compiles. */
export const PARAMS: { readonly [K in ParamKind]: Param & { readonly kind: K } } = {
  text: { kind: 'text', label: 'Text', default: '', placeholder: 'shot_{seed}' },
  multiline: { kind: 'multiline', label: 'Multiline', default: 'A quiet street in the rain.' },
  number: { kind: 'number', label: 'Number', default: 24, min: 1, max: 120, unit: 'fps' },
  integer: { kind: 'integer', label: 'Integer', default: 121, min: 9, max: 481, step: 8 },
  slider: { kind: 'slider', label: 'Slider', default: 0.5, min: 0, max: 1, step: 0.01 },
  choice: { kind: 'choice', label: 'Choice', default: 'medium', options: ['light', 'medium', 'strong'] },
  toggle: { kind: 'toggle', label: 'Toggle', default: true },
  seed: { kind: 'seed', label: 'Seed', default: { mode: 'randomize', value: 0 } },
  size: { kind: 'size', label: 'Size', default: { width: 1280, height: 704 }, multipleOf: 32 },
  'optional-number': { kind: 'optional-number', label: 'Optional number', default: null, min: 0, max: 10 },
  'preset-size': { kind: 'preset-size', label: 'Preset size', default: '720p', options: ['480p', '720p'] },
  frames: { kind: 'frames', label: 'Frames', default: null, min: 0, max: 481 },
  media: { kind: 'media', label: 'Media', accepts: 'video', default: null },
  path: { kind: 'path', label: 'Path', reads: 'frames', default: null, placeholder: 'plate_####.exr' },
  layer: { kind: 'layer', label: 'Layer', of: 'media', default: '' },
  endpoint: { kind: 'endpoint', label: 'Endpoint', default: null },
};

export const everyField = defineNode({
  id: 'every-field',
  version: 1,
  title: 'Every field',
  category: 'Prepare',
  help: 'A param of every kind.',
  inputs: {},
  outputs: { text: { kind: 'text', label: 'Text' } },
  params: PARAMS,
  derive: () => ({ text: '' }),
});

/** What stands in for the registry's node types on the gallery's page. */
export const NODE_TYPES = [...REAL_TYPES, everyField];
