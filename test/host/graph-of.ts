import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { PlanRequest } from '../../src/host/runs/make-plan.ts';
import type { Rig } from './rig.ts';

type Nodes = Readonly<Record<string, { readonly type: string; readonly params?: object }>>;

/** A workflow as JSON data; edges as `from.port > to.port`. */
export function documentOf(nodes: Nodes, edges: readonly string[], name = 'Graph') {
  const end = (text: string) => {
    const [node, port] = text.split('.');
    return { node, port };
  };
  return {
    format: 'blockout/workflow',
    version: 1,
    id: 'graph-1',
    name,
    nodes: Object.entries(nodes).map(([id, { type, params = {} }]) => ({
      ...{ id, type, typeVersion: 1, params },
      position: { x: 0, y: 0 },
    })),
    edges: edges.map((edge) => {
      const [from, to] = edge.split(' > ');
      return { from: end(from!), to: end(to!) };
    }),
  };
}

/** Plans such a workflow as a file in the project folder of the rig. */
export async function planGraph(rig: Rig, document: object, request: PlanRequest = {}) {
  const path = join(rig.folder, 'graph.json');
  await writeFile(path, JSON.stringify(document));
  const opened = await rig.host.loadWorkflowFile(path);
  if (!opened.ok) throw new Error(opened.problem.message);
  return rig.host.plan(opened.workflow, { folder: opened.folder, ...request });
}
