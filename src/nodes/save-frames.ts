import { defineNode } from '../engine/define-node.ts';
import { checkOutputName } from '../engine/output-name.ts';

const MAX_FRAME_NUMBER = 999_999;

/** Writes a sequence of frames to the output folder under names made of tokens. */
export const saveFrames = defineNode({
  id: 'save-frames',
  version: 1,
  title: 'Save frames',
  category: 'Output',
  help: 'Writes every frame as a numbered file: EXR for compositing, or PNG. It never overwrites another sequence.',
  inputs: {
    frames: { kind: 'frames', label: 'Frames', required: true },
    seed: { kind: 'number', label: 'Seed', help: 'Fills {seed} in the name.' },
    shot: { kind: 'text', label: 'Shot', help: 'Fills {shot} in the name.' },
  },
  outputs: {
    path: { kind: 'text', label: 'First file' },
    count: { kind: 'number', label: 'Files' },
    size: { kind: 'number', label: 'Bytes' },
  },
  params: {
    name: {
      kind: 'text',
      label: 'Name',
      help: 'Tokens: {workflow} {node} {shot} {take} {seed} {date} {frame}. Folders may be part of it.',
      default: '{workflow}_{take}/{workflow}_{take}.{frame}',
    },
    first_number: {
      kind: 'integer',
      label: 'First number',
      help: 'Number of the first file; film pipelines often begin at 1001.',
      default: 1,
      min: 0,
      max: MAX_FRAME_NUMBER,
      step: 1,
    },
    format: {
      kind: 'choice',
      label: 'Format',
      help: 'as it is keeps half-float EXR; PNG is tone-mapped for screens.',
      default: 'as it is',
      options: ['as it is', 'PNG'],
    },
  },
  isTarget: true,
  effect: 'write',
  persist: true,
  check({ inputs: { frames }, params }) {
    const found = checkOutputName(params.name, '{workflow}_{take}.{frame}');
    if (found.length > 0) return found;
    if (!frames || frames.frames.length > 0) return [];
    return [
      {
        severity: 'error',
        code: 'bad-input',
        port: 'frames',
        message: 'The request brings no EXR frames.',
        fix: 'Use an HDR request, or save the video instead.',
      },
    ];
  },
  async run({ inputs: { frames, seed, shot = '' }, params, node }, { files, signal, progress }) {
    const saved = await files.saveFrames(
      frames,
      params.name,
      { node: node.title, seed: seed === undefined ? '' : String(seed), shot },
      {
        firstNumber: params.first_number,
        format: params.format === 'PNG' ? 'png' : 'source',
        signal,
        progress: (fraction) => progress(fraction),
      },
    );
    return 'failed' in saved ? saved : { path: saved.path, count: saved.frameCount, size: saved.sizeBytes };
  },
  stillValid: ({ path, count, size }, { files }) =>
    files.areIntact({ path, frameCount: count, sizeBytes: size }),
});
