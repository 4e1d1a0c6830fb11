import { readdirSync } from 'node:fs';
import { expect, test } from 'vitest';
import { refuseParamValue } from '../../src/engine/param-kinds.ts';
import { createRegistry } from '../../src/engine/registry.ts';
import { ENDPOINTS } from '../../src/fal/index.ts';
import { NODE_TYPES } from '../../src/nodes/index.ts';

const filesOf = (folder: string) =>
  readdirSync(new URL(`../../src/${folder}/`, import.meta.url)).map((name) => name.replace(/\.ts$/, ''));

test('the folder of node types holds nothing else: a file each, in the registry, with an id of its own', () => {
  const types = createRegistry(NODE_TYPES).list;
  expect(types).toBe(NODE_TYPES);
  const asked = new Set(ENDPOINTS.map(({ node }) => node));
  const own = types.map(({ id }) => id).filter((id) => !asked.has(id));
  expect([...own, 'index'].sort()).toEqual(filesOf('nodes').sort());
});

test('every endpoint lives in the file of its node type’s name', () => {
  expect(ENDPOINTS.map(({ node }) => node).sort()).toEqual(filesOf('fal/endpoints').sort());
});

test('only the submitting node spends', () => {
  expect(NODE_TYPES.filter(({ effect }) => effect === 'spend').map(({ id }) => id)).toEqual(['fal-submit']);
});

test.each(NODE_TYPES.map((type) => [type.id, type] as const))('%s is declared in full', (_id, type) => {
  expect(type.title).toMatch(/^[A-Z]/);
  expect(type.help).toMatch(/\.$/);
  expect((type.derive === undefined) !== (type.run === undefined)).toBe(true);
  expect(type.version).toBe(1 + (type.upgrade?.length ?? 0));
  for (const port of [...Object.values(type.inputs), ...Object.values(type.outputs)]) {
    expect(port.label).toMatch(/^[A-Z]/);
  }
  for (const [id, param] of Object.entries(type.params)) {
    expect(param.label).toMatch(/^[A-Z0-9]/);
    expect([id, refuseParamValue(param.default, param)]).toEqual([id, null]);
    if (param.onlyWith) expect(type.params[param.onlyWith]).toMatchObject({ kind: 'toggle' });
  }
  const lists = Object.values(type.outputs).some(({ axis }) => axis !== undefined);
  expect(type.axisLength !== undefined).toBe(lists);
  if (type.effect) expect(type.persist).toBe(true);
  if (type.effect === 'write') expect(type.stillValid).toBeDefined();
  if (type.effect === 'spend') expect(type.estimate).toBeDefined();
});
