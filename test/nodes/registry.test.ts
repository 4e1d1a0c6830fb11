import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { refuseParamValue } from '../../src/engine/param-kinds.ts';
import { createRegistry } from '../../src/engine/registry.ts';
import { NODE_TYPES } from '../../src/nodes/index.ts';

const folder = fileURLToPath(new URL('../../src/nodes/', import.meta.url));
const declaring = readdirSync(folder).filter((name) =>
  /= define(Node|Request)\(\{/.test(readFileSync(folder + name, 'utf8')),
);

test('every node type lives in the file of its own name, is in the registry, and has an id of its own', () => {
  expect(createRegistry(NODE_TYPES).list).toBe(NODE_TYPES);
  expect(NODE_TYPES.map(({ id }) => `${id}.ts`).sort()).toEqual(declaring.sort());
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
