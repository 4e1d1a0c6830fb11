import { defineNode } from '../engine/define-node.ts';
import { sharedSettings } from '../requests/shared-settings.ts';

/** Settings that several requests share. */
export const generationSettings = defineNode({
  id: 'generation-settings',
  version: 1,
  title: 'Generation settings',
  category: 'Prepare',
  help: 'Frames, size, quality and audio for every request it is connected to. They win over the request’s own.',
  inputs: {},
  outputs: { settings: { kind: 'settings', label: 'Settings' } },
  namesItself: true,
  params: sharedSettings,
  derive: ({ params, node }) => ({ settings: { from: node.id, values: { ...params } } }),
});
