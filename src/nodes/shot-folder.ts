import { defineNode } from '../engine/define-node.ts';
import type { Finding } from '../engine/finding.ts';
import type { ClipsFact } from '../engine/path-fact.ts';
import type { VideoValue } from '../engine/value.ts';
import { MIN_SOURCE_SIDE_PX } from '../sources/source-limits.ts';

/** The clips of a folder, one after the other along the axis `shot`. */
export const shotFolder = defineNode({
  id: 'shot-folder',
  version: 1,
  title: 'Shot folder',
  category: 'Input',
  help: 'Every clip of a folder in natural order. What reads it runs once for each shot, so that jobs and price are known beforehand.',
  inputs: {},
  outputs: {
    video: { kind: 'video', label: 'Video', axis: 'shot' },
    shot: {
      kind: 'text',
      label: 'Shot',
      help: 'Name of the clip without its extension: fills {shot} in prompts and file names.',
      axis: 'shot',
    },
  },
  params: {
    folder: {
      kind: 'path',
      reads: 'clips',
      label: 'Folder',
      help: 'A folder of MP4, MOV, WebM or MKV clips. Folders in it are not looked into.',
      default: null,
      placeholder: 'shots',
      narrowedBy: ['names'],
    },
    names: {
      kind: 'text',
      label: 'Names',
      help: 'Which files count, such as sh0*.mp4; * stands for anything and ? for one sign. Empty is every clip.',
      default: '',
      placeholder: '*.mp4',
    },
  },
  check({ params: { folder } }) {
    if (!folder) return [noFolder];
    const small = folder.clips.find(({ width, height }) => Math.min(width, height) < MIN_SOURCE_SIDE_PX);
    if (!small) return [];
    return [
      {
        severity: 'error',
        code: 'bad-media',
        param: 'folder',
        message: `“${small.name}” is ${small.width}×${small.height} px, too small to work with.`,
        fix: `Use clips of at least ${MIN_SOURCE_SIDE_PX}×${MIN_SOURCE_SIDE_PX} px, or leave it out by its name.`,
      },
    ];
  },
  axisLength: (_port, { params: { folder } }) => folder?.clips.length ?? 0,
  axisItems(port, { params: { folder } }) {
    const clips = folder?.clips ?? [];
    const stems = clips.map(shotName);
    return clips.map((clip, at) => {
      const stem = stems[at]!;
      // Of two clips that differ in their extension alone, neither may take the other's place.
      const isAlone = stems.indexOf(stem) === stems.lastIndexOf(stem);
      return { label: isAlone ? stem : clip.name, key: port === 'shot' ? stem : clip.asset };
    });
  },
  derive({ params: { folder } }) {
    const clips = (folder as ClipsFact).clips;
    return { video: clips.map(plainClip), shot: clips.map(shotName) };
  },
});

const shotName = ({ name }: { readonly name: string }) => name.replace(/\.[^.]*$/, '');

function plainClip(clip: VideoValue): VideoValue {
  const { asset, name, width, height, fps, frameCount, durationS, hasAudio } = clip;
  return { asset, name, width, height, fps, frameCount, durationS, hasAudio };
}

const noFolder: Finding = {
  severity: 'error',
  code: 'missing-media',
  param: 'folder',
  message: 'No folder is chosen.',
  fix: 'Give the folder that holds the clips of your shots.',
};
