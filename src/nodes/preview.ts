import { defineNode } from '../engine/define-node.ts';

/** Shows what arrives; the editor draws it, the command line tells its facts. */
export const preview = defineNode({
  id: 'preview',
  version: 1,
  title: 'Preview',
  category: 'Review',
  help: 'Shows a video, an image, a text, a request or a report.',
  inputs: {
    video: { kind: 'video', label: 'Video' },
    image: { kind: 'image', label: 'Image' },
    text: { kind: 'text', label: 'Text' },
    request: { kind: 'request', label: 'Request' },
    report: { kind: 'report', label: 'Report' },
  },
  outputs: {},
  params: {},
  isTarget: true,
  check({ wired }) {
    if ((['video', 'image', 'text', 'request', 'report'] as const).some(wired)) return [];
    return [
      {
        severity: 'error',
        code: 'missing-input',
        message: 'Nothing is connected to the preview.',
        fix: 'Connect an output, or remove the node.',
      },
    ];
  },
  derive: () => ({}),
});
