import { expect, test } from 'vitest';
import { createRig, KEY } from '../rig.ts';
import { shotDocument } from '../shot.ts';
import { callerOf } from './api-caller.ts';

test('a shared workflow holds no path, address, note, id, unknown field or key', async () => {
  const rig = await createRig();
  const call = callerOf(rig.host);
  const hash = 'a5'.repeat(32);
  const document = {
    ...shotDocument({ name: 'Plan in /home/anna/films', saveAs: '/home/anna/out/{workflow}' }),
    id: 'workflow-of-anna',
    notes: [{ id: 'note-1', text: 'client hates it', rect: { x: 0, y: 0, width: 9, height: 9 } }],
    groups: [{ id: 'group-of-anna', title: 'Prep', rect: { x: 0, y: 0, width: 9, height: 9 }, by: 'anna' }],
    lastJob: 'request-id-1234',
  };
  const [clip, request] = document.nodes as { id: string; title?: string; params: Record<string, unknown> }[];
  clip!.id = 'node-of-anna';
  clip!.title = 'From C:\\Users\\anna\\shots\\harbor.blend';
  clip!.params = { clip: { path: '/home/anna/secret project/clip.mp4' } };
  document.edges[0]!.from.node = 'node-of-anna';
  request!.params = { ...request!.params, prompt: `A harbor. ${KEY}` };
  document.nodes.push({
    ...document.nodes[0]!,
    id: 'web',
    params: { clip: { url: 'https://cdn.example.com/u/anna/plate.mp4?sig=topsecret' } } as never,
  });

  document.nodes.push({
    ...document.nodes[0]!,
    id: 'look',
    type: 'image-input',
    params: { image: { asset: hash, name: 'look.png' } } as never,
  });

  const shared = (await call('POST', '/workflows/share', { document })).body;
  const text = JSON.stringify(shared.document);
  const leaks = ['anna', 'secret', 'client', 'request-id', hash, 'example.com', 'node-of', ...KEY.split(':')];
  expect(leaks.filter((leak) => text.includes(leak))).toEqual([]);
  for (const name of ['clip.mp4', 'plate.mp4', 'look.png', 'harbor.blend', 'Prep', 'A harbor.'])
    expect(text).toContain(name);
  expect(shared.removed.length).toBeGreaterThanOrEqual(5);

  const planned = await call('POST', '/plan', { document: shared.document });
  const codes = planned.body.problems.map(({ code }: { code: string }) => code);
  expect(new Set(codes)).toEqual(new Set(['missing-media']));
});

test('sharing what is shared already changes nothing', async () => {
  const rig = await createRig();
  const call = callerOf(rig.host);
  const once = (await call('POST', '/workflows/share', { document: shotDocument() })).body.document;
  expect((await call('POST', '/workflows/share', { document: once })).body.document).toEqual(once);
});
