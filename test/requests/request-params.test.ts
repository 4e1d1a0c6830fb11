import { describe, expect, test } from 'vitest';
import { workflowOfJson } from '../../src/engine/load-document.ts';
import { mediaRefKey } from '../../src/engine/media-ref.ts';
import { feedOfParam } from '../../src/engine/param-feed.ts';
import { planWorkflow } from '../../src/engine/plan.ts';
import { createRegistry } from '../../src/engine/registry.ts';
import { ResultCache } from '../../src/engine/result-cache.ts';
import type { RequestValue } from '../../src/engine/value.ts';
import type { Workflow } from '../../src/engine/workflow.ts';
import { generationSettings } from '../../src/nodes/generation-settings.ts';
import { NODE_TYPES } from '../../src/nodes/index.ts';
import { keysOf } from '../engine/fixtures/build-workflow.ts';
import { clipFact } from '../nodes/fixtures/clips.ts';

const registry = createRegistry(NODE_TYPES);
const CLIP = { url: 'https://media.example/clip.mp4' };

/** A request with a control video and shared settings, each wired unless left out. */
function workflowOf(own: object, { wired = ['settings', 'control'], shared = {} } = {}): Workflow {
  const node = (id: string, type: string, params: object = {}) => ({
    ...{ id, type, typeVersion: 1, position: { x: 0, y: 0 }, params },
  });
  const edge = (from: string, output: string, to: string, input: string) => ({
    from: { node: from, port: output },
    to: { node: to, port: input },
  });
  const nodes = [
    node('clip', 'video-input', { clip: CLIP }),
    node('settings', 'generation-settings', { num_frames: 49, resolution: '480p', ...shared }),
    node('control', 'control-video', { strength: 0.3 }),
    node('request', 'reference-video-to-video', { prompt: 'p', seed: { mode: 'fixed', value: 1 }, ...own }),
  ];
  const edges = [
    edge('clip', 'video', 'request', 'video'),
    edge('clip', 'video', 'control', 'video'),
    edge('settings', 'settings', 'request', 'settings'),
    edge('control', 'control', 'request', 'control'),
  ].filter(({ to }) => to.node !== 'request' || to.port === 'video' || wired.includes(to.port));
  const rest = { id: 'w', name: 'w', groups: [], notes: [], exposed: [] };
  const loaded = workflowOfJson({ format: 'blockout/workflow', version: 1, nodes, edges, ...rest }, registry);
  if (!loaded.ok) throw new Error(loaded.problem.message);
  return loaded.workflow;
}

function planned(workflow: Workflow): { readonly keys: readonly string[]; readonly input: object } {
  const media = new Map([[mediaRefKey(CLIP), clipFact({ frameCount: 49 })]]);
  const options = { facts: { media }, results: new ResultCache(), provider: 'simulator' };
  const plan = planWorkflow(workflow, ['request'], registry, options);
  expect(plan.problems).toEqual([]);
  const step = plan.steps.find(({ node }) => node.id === 'request')!;
  return {
    keys: keysOf(plan, 'request'),
    input: (step.forecasts[0] as { request: RequestValue }).request.input,
  };
}

const OWN = { num_frames: 97, resolution: 'square', strength: 0.9, skip_control_preprocess: false };

describe('what comes with a port', () => {
  test('stands in place of the node’s own and of its part of the key', () => {
    const [plain, other] = [planned(workflowOf({})), planned(workflowOf(OWN))];
    expect(other).toEqual(plain);
    expect(other.input).toMatchObject({ num_frames: 49, strength: 0.3, skip_control_preprocess: true });
    const changed = planned(workflowOf(OWN, { shared: { generate_audio: false } }));
    expect(changed.keys).not.toEqual(plain.keys);
  });

  test('is the node’s own again where nothing is wired', () => {
    const { input } = planned(workflowOf({ ...OWN, num_frames: 49 }, { wired: [] }));
    expect(input).toMatchObject({ num_frames: 49, strength: 0.9, resolution: 'square' });
  });

  test('is told apart by param: settings, control, or neither', () => {
    const workflow = workflowOf({});
    const type = registry.get('reference-video-to-video')!;
    const feeds = Object.keys(type.params).map(
      (id) => [id, feedOfParam(workflow, 'request', type, id)?.from.node] as const,
    );
    const fedBy = (node: string) => feeds.filter(([, from]) => from === node).map(([id]) => id);
    expect(fedBy('control').sort()).toEqual([
      'preserve_original_video',
      'skip_control_preprocess',
      'strength',
    ]);
    const shared = Object.keys(generationSettings.params).filter((id) => id in type.params);
    expect(fedBy('settings').sort()).toEqual(shared.sort());
    expect(shared.length).toBeGreaterThan(5);
  });

  test('goes by the names of each endpoint', () => {
    const type = registry.get('reference-video-to-video-22b-lora')!;
    expect(type.params.fps).toMatchObject({ comesWith: 'settings' });
    expect(type.params.prompt).not.toHaveProperty('comesWith');
  });
});
