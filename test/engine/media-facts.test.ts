import { describe, expect, test } from 'vitest';
import { defineNode } from '../../src/engine/define-node.ts';
import { type MediaFact, mediaRefKey } from '../../src/engine/media-ref.ts';
import { planWorkflow } from '../../src/engine/plan.ts';
import type { Problem } from '../../src/engine/problem.ts';
import { createRegistry } from '../../src/engine/registry.ts';
import type { Workflow } from '../../src/engine/workflow.ts';
import { planOptions, workflowOf } from './fixtures/build-workflow.ts';

const clipNode = defineNode({
  id: 'clip',
  version: 1,
  title: 'Clip',
  category: 'Input',
  help: 'A clip.',
  inputs: {},
  outputs: { name: { kind: 'text', label: 'Name' } },
  params: { clip: { kind: 'media', accepts: 'video', label: 'Clip', default: null } },
  derive: ({ params }) => ({ name: params.clip?.name ?? 'none' }),
});
const registry = createRegistry([clipNode]);

const problemsOf = (workflow: Workflow, targets: string[], media = new Map<string, MediaFact>()) =>
  planWorkflow(workflow, targets, registry, planOptions({ facts: { media } })).problems;

describe('media', () => {
  const asset = 'a'.repeat(64);
  const ref = { asset, name: 'shot.mp4' };
  const workflow = workflowOf({ clip: { type: 'clip', params: { clip: ref } } });
  const facts = (fact: MediaFact) => new Map([[mediaRefKey(ref), fact]]);
  const image: MediaFact = {
    ok: true,
    asset,
    name: 'still.png',
    kind: 'image',
    width: 8,
    height: 8,
    hasAlpha: false,
  };

  test.each<[string, Map<string, MediaFact>, Partial<Problem>]>([
    ['not read yet', new Map(), { code: 'missing-media', message: 'The file has not been read yet.' }],
    [
      'gone',
      facts({
        ok: false,
        code: 'missing-media',
        message: '“shot.mp4” is not there.',
        fix: 'Choose it again.',
      }),
      { code: 'missing-media', message: '“shot.mp4” is not there.', fix: 'Choose it again.' },
    ],
    [
      'damaged',
      facts({ ok: false, code: 'bad-media', message: 'It has no frames.', fix: 'Export it again.' }),
      { code: 'bad-media', message: 'It has no frames.' },
    ],
    [
      'of the wrong kind',
      facts(image),
      {
        code: 'bad-media',
        message: '“still.png” is an image, but a video is needed here.',
        fix: 'Choose a video file.',
      },
    ],
  ])('that are %s', (_name, media, problem) => {
    expect(problemsOf(workflow, ['clip'], media)).toMatchObject([
      { nodeId: 'clip', param: 'clip', ...problem },
    ]);
  });

  test('that are left open are a matter of the node', () => {
    const open = workflowOf({ clip: { type: 'clip', params: { clip: null } } });
    expect(problemsOf(open, ['clip'])).toEqual([]);
  });

  test('count by content: another path to the same file has the same key', () => {
    const video: MediaFact = {
      ok: true,
      asset,
      name: 'shot.mp4',
      kind: 'video',
      width: 64,
      height: 64,
      fps: 24,
      variableFps: false,
      frameCount: 9,
      durationS: 0.375,
      hasAudio: false,
    };
    const keyFor = (clip: { path: string } | { url: string }, fact: MediaFact) => {
      const media = new Map([[mediaRefKey(clip), fact]]);
      const plan = planWorkflow(
        workflowOf({ clip: { type: 'clip', params: { clip } } }),
        ['clip'],
        registry,
        planOptions({ facts: { media } }),
      );
      expect(plan.problems).toEqual([]);
      return [...plan.keys];
    };
    const key = keyFor({ path: 'shot.mp4' }, video);
    expect(keyFor({ url: 'https://example.com/shot.mp4' }, { ...video, name: 'other.mp4' })).toEqual(key);
    expect(keyFor({ path: 'shot.mp4' }, { ...video, asset: 'b'.repeat(64) })).not.toEqual(key);
  });
});
