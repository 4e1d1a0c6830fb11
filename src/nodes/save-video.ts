import { defineNode } from '../engine/define-node.ts';
import { checkOutputName } from '../engine/output-name.ts';

/** Copies a video to the output folder under a name made of tokens. */
export const saveVideo = defineNode({
  id: 'save-video',
  version: 1,
  title: 'Save video',
  category: 'Output',
  help: 'Writes the video to the output folder. It never overwrites another take; {take} counts up.',
  inputs: {
    video: { kind: 'video', label: 'Video', required: true },
    seed: { kind: 'number', label: 'Seed', help: 'Fills {seed} in the name.' },
    shot: { kind: 'text', label: 'Shot', help: 'Fills {shot} in the name.' },
  },
  outputs: {
    path: { kind: 'text', label: 'Path' },
    size: { kind: 'number', label: 'Bytes' },
  },
  params: {
    name: {
      kind: 'text',
      label: 'Name',
      help: 'Tokens: {workflow} {node} {shot} {take} {seed} {date}. Folders may be part of it.',
      default: '{workflow}_{take}',
    },
  },
  isTarget: true,
  effect: 'write',
  persist: true,
  check: ({ params }) => checkOutputName(params.name, '{workflow}_{take}'),
  async run({ inputs: { video, seed, shot = '' }, params, node }, { files }) {
    const saved = await files.save(video, params.name, {
      node: node.title,
      seed: seed === undefined ? '' : String(seed),
      shot,
    });
    return 'failed' in saved ? saved : { path: saved.path, size: saved.sizeBytes };
  },
  stillValid: ({ path, size }, { files }) => files.isIntact({ path, sizeBytes: size }),
});
