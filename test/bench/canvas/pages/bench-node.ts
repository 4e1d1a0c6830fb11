import { defineNode } from '../../../../src/engine/define-node.ts';
import { MODES } from '../graph.ts';

/** The node that every peer draws: three inputs, two outputs, four fields and a picture. */
const benchNode = defineNode({
  id: 'bench',
  version: 1,
  title: 'Bench node',
  category: 'Prepare',
  help: 'Three inputs, two outputs, four fields and a picture.',
  inputs: {
    a: { kind: 'video', label: 'First' },
    b: { kind: 'video', label: 'Second' },
    c: { kind: 'video', label: 'Third' },
  },
  outputs: { video: { kind: 'video', label: 'Video' }, other: { kind: 'video', label: 'Other' } },
  params: {
    mode: { kind: 'choice', label: 'Mode', default: 'light', options: MODES },
    frames: { kind: 'integer', label: 'Frames', default: 121, min: 9, max: 481, step: 8 },
    strength: { kind: 'slider', label: 'Strength', default: 0.5, min: 0, max: 1, step: 0.01 },
    name: { kind: 'text', label: 'Name', default: 'shot' },
  },
  derive: () => {
    throw new Error('the canvas bench runs nothing');
  },
});

/** Stands in for the registry of node types on the bench's page. */
export const NODE_TYPES = [benchNode];
