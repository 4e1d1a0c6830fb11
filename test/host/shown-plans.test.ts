import { randomUUID } from 'node:crypto';
import { rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { defineNode } from '../../src/engine/define-node.ts';
import { planSummary } from '../../src/renderer/state/plan-summary.ts';
import { payNode, showNode, sumNode } from '../engine/fixtures/tiny-types.ts';
import { createRig, type Rig } from './rig.ts';

/** The size of a file of weights. */
const fileNode = defineNode({
  id: 'file',
  version: 1,
  title: 'File',
  category: 'Input',
  help: 'Measures a file.',
  inputs: {},
  outputs: { number: { kind: 'number', label: 'Size' } },
  params: {
    file: { kind: 'media', label: 'File', accepts: 'weights', default: null },
    seed: { kind: 'seed', label: 'Seed', default: { mode: 'randomize', value: 0 } },
  },
  derive: ({ params }) => ({
    number: (params.file?.kind === 'weights' ? params.file.sizeBytes : 0) + (params.seed % 10),
  }),
});

/** A file of weights without tensors, longer by some spaces. */
function weights(spaces: number): Buffer {
  const header = `{}${' '.repeat(spaces)}`;
  const length = Buffer.alloc(8);
  length.writeBigUInt64LE(BigInt(header.length));
  return Buffer.concat([length, Buffer.from(header)]);
}

interface Shot {
  readonly id: string;
  tip: number;
  plus: number;
  title: string;
  isMuted: boolean;
  isWired: boolean;
}

const documentOf = ({ id, tip, plus, title, isMuted, isWired }: Shot) => ({
  ...{ format: 'blockout/workflow', version: 1, id, name: 'Shot' },
  nodes: Object.entries({
    file: { params: { file: { path: 'a.safetensors' } } },
    sum: { params: { plus }, title },
    pay: { params: { tip }, ...(isMuted && { mode: 'mute' }) },
    show: { params: {} },
    aside: { type: 'file', params: { file: { path: 'b.safetensors' } } },
  }).map(([name, fields]) => ({
    id: name,
    type: name,
    typeVersion: 1,
    position: { x: plus, y: 0 },
    ...fields,
  })),
  edges: [['file', 'sum', 'a'], ['sum', 'pay', 'a'], ...(isWired ? [['pay', 'show', 'number']] : [])].map(
    ([from, to, port]) => ({ from: { node: from, port: 'number' }, to: { node: to, port } }),
  ),
});

const acts = fc.array(
  fc.record({
    kind: fc.constantFrom(
      'tip',
      'plus',
      'title',
      'mute',
      'wire',
      'file',
      'aside',
      'run',
      'settings' as const,
    ),
    value: fc.nat(3),
  }),
  { minLength: 4, maxLength: 10 },
);

async function ask(rig: Rig, shot: Shot, since?: string) {
  const body = JSON.stringify({ document: documentOf(shot), path: join(rig.folder, 'shot.json'), since });
  const headers = { 'content-type': 'application/json' };
  const answer = await rig.host.fetch(new Request('http://host/api/plan', { method: 'POST', headers, body }));
  expect(answer.status).toBe(200);
  return answer.json() as Promise<Parameters<typeof planSummary>[0]>;
}

test('an answer that only tells what changed gives the same as the first plan of an unknown workflow, whatever is edited, run or done to files', async () => {
  // Open seeds are drawn anew for each workflow; here all draws are equal.
  const rig = await createRig({
    host: { nodeTypes: [fileNode, sumNode, payNode, showNode], random: () => 0.5 },
  });
  await rig.host.grant(rig.folder);
  const write = (name: string, value: number) =>
    value === 0
      ? rm(join(rig.folder, `${name}.safetensors`), { force: true })
      : writeFile(join(rig.folder, `${name}.safetensors`), weights(value));
  let shorter = 0;
  await fc.assert(
    fc.asyncProperty(acts, async (list) => {
      const shot: Shot = { id: randomUUID(), tip: 0, plus: 0, title: 'Sum', isMuted: false, isWired: true };
      await write('a', 1);
      await write('b', 1);
      let shown = planSummary(await ask(rig, shot));
      for (const { kind, value } of list) {
        if (kind === 'tip' || kind === 'plus') shot[kind] = value === 3 ? 5_000 : value;
        else if (kind === 'title') shot.title = `Sum ${value}`;
        else if (kind === 'mute') shot.isMuted = value === 0;
        else if (kind === 'wire') shot.isWired = value !== 0;
        else if (kind === 'file') await write('a', value);
        else if (kind === 'aside') await write('b', value);
        else if (kind === 'settings')
          await rig.host.settings.update({ provider: value > 1 ? 'fal' : 'simulator' });
        else {
          const json = documentOf(shot);
          const loaded = rig.host.clientDocuments.read(json);
          if (!loaded.ok) throw new Error(loaded.problem.message);
          const plan = await rig.host.plan(loaded.workflow, { folder: rig.folder });
          if (plan.isRunnable) await rig.host.run(plan);
        }
        const answer = await ask(rig, shot, shown.id);
        if (answer.since !== null && answer.nodes.length < 5) shorter++;
        shown = planSummary(answer, shown);
        const first = planSummary(await ask(rig, { ...shot, id: randomUUID() }));
        expect({ ...shown, id: null }).toEqual({ ...first, id: null });
      }
    }),
    { numRuns: 25 },
  );
  expect(shorter).toBeGreaterThan(25);
});
