import { expect, test } from 'vitest';
import { createRig } from '../rig.ts';
import { callerOf } from './api-caller.ts';

test('every template has a name, a description and a picture, and plans without a problem', async () => {
  const rig = await createRig({ env: {}, host: { nodeTypes: undefined } });
  const call = callerOf(rig.host);
  const { templates } = (await call('GET', '/templates')).body;
  expect(templates.length).toBeGreaterThanOrEqual(3);
  for (const { id, name, description, pictureUrl } of templates) {
    expect([name, description].every((text: string) => text.length > 5)).toBe(true);
    const picture = await rig.host.fetch(new Request(`http://host${pictureUrl}`));
    expect(picture.headers.get('content-type')).toMatch(/^image\//);
    expect((await picture.arrayBuffer()).byteLength).toBeGreaterThan(1_000);
    const { document } = (await call('GET', `/templates/${id}`)).body;
    expect(document.template).toBeUndefined();
    const planned = await call('POST', '/plan', { document, path: null });
    expect([id, planned.body.problems]).toEqual([id, []]);
  }
});

test('each copy of a template is a workflow of its own', async () => {
  const rig = await createRig();
  const call = callerOf(rig.host);
  const [first, second] = [
    await call('GET', '/templates/first-look'),
    await call('GET', '/templates/first-look'),
  ];
  expect(first.body.document.id).not.toBe(second.body.document.id);
});

test.each(['nothing', '..%2f..%2fpackage', '%2e%2e'])('there is no template %s', async (id) => {
  const rig = await createRig();
  const response = await rig.host.fetch(new Request(`http://host/api/templates/${id}`));
  expect(response.status).toBe(404);
});
