import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { describe, expect, test } from 'vitest';
import { workflowJsonSchema } from '../src/engine/json-schema.ts';
import { loadWorkflow } from '../src/engine/load-document.ts';
import { createRegistry } from '../src/engine/registry.ts';
import { saveWorkflow } from '../src/engine/save-document.ts';
import { NODE_TYPES } from '../src/nodes/index.ts';

const RESOURCES = resolve(import.meta.dirname, '../resources');
const registry = createRegistry(NODE_TYPES);

test('the JSON Schema in resources is the one of the code (npm run schema writes it)', () => {
  const written = JSON.parse(readFileSync(join(RESOURCES, 'workflow.schema.json'), 'utf8'));
  expect(written).toEqual(JSON.parse(JSON.stringify(workflowJsonSchema())));
});

describe.each(readdirSync(join(RESOURCES, 'templates')).filter((name) => name.endsWith('.json')))(
  'template %s',
  (name) => {
    const text = readFileSync(join(RESOURCES, 'templates', name), 'utf8');

    test('loads, knows every node type and comes out of a save as it went in', () => {
      const loaded = loadWorkflow(text, registry);
      if (!loaded.ok) throw new Error(loaded.problem.message);
      expect(loaded.notes).toEqual([]);
      for (const node of loaded.workflow.nodes) {
        const type = registry.of(node);
        expect(type?.version, node.type).toBe(node.typeVersion);
        expect(
          Object.keys(node.params).filter((id) => !type?.params[id]),
          node.id,
        ).toEqual([]);
      }
      expect(JSON.parse(saveWorkflow(loaded.workflow))).toEqual(JSON.parse(text));
    });

    test('names only files that are shipped, none above 1 MB', () => {
      const paths = [...text.matchAll(/"path": "([^"]+)"/g)].map((match) =>
        join(RESOURCES, 'templates', match[1]!),
      );
      expect(paths.length).toBeGreaterThan(0);
      for (const path of paths) expect(statSync(path).size).toBeLessThan(1_000_000);
    });
  },
);
