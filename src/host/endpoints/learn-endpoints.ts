import { carryOver } from '../../engine/carry-over.ts';
import { applyEdit, type Edit } from '../../engine/edits.ts';
import type { EndpointValue } from '../../engine/param.ts';
import { isFailure, type Problem, problemOfFailure } from '../../engine/problem.ts';
import type { Registry } from '../../engine/registry.ts';
import type { Workflow, WorkflowNode } from '../../engine/workflow.ts';
import type { Provider } from '../providers/provider.ts';
import type { EndpointLibrary } from './endpoint-library.ts';

export interface Learned {
  readonly workflow: Workflow;
  readonly edits: readonly Edit[];
  readonly problems: readonly Problem[];
}

interface LearnOptions {
  readonly registry: Registry;
  readonly library: EndpointLibrary;
  readonly provider: Provider;
  /** Whether what is not on this machine may be fetched now. */
  readonly mayFetch: boolean;
  /** Nodes that were just given another model: what it has no place for is left out. */
  readonly renamed: ReadonlySet<string>;
  readonly signal?: AbortSignal;
}

/** Fills in what nodes have to know of their models: fresh from the provider, else from the last good copies. */
export async function learnEndpoints(workflow: Workflow, options: LearnOptions): Promise<Learned> {
  const { registry, library, provider, mayFetch, signal } = options;
  const edits: Edit[] = [];
  const problems: Problem[] = [];
  let current = workflow;
  for (const { node, param, id } of unknownModels(workflow, registry)) {
    const fetched = mayFetch ? await library.fetch(id, provider, signal) : null;
    const found = fetched === null || isFailure(fetched) ? await library.find(id) : fetched;
    if (isFailure(fetched)) {
      const problem = { ...problemOfFailure(fetched, node.id), param };
      problems.push(found ? instead(problem, found.schema.readOn) : problem);
    }
    if (found === null) continue;
    const value: EndpointValue = { id, schema: found.schema };
    const edit: Edit = { kind: 'set-param', node: node.id, param, value };
    current = applyEdit(current, edit).workflow;
    edits.push(edit);
    if (!options.renamed.has(node.id)) continue;
    const carried = carryOver(current, registry, node.id);
    current = applyEdit(current, { kind: 'batch', edits: carried.edits }).workflow;
    edits.push(...carried.edits);
    if (carried.lost.length > 0) problems.push(leftOut(node.id, id, carried.lost));
  }
  return { workflow: current, edits, problems };
}

interface UnknownModel {
  readonly node: WorkflowNode;
  readonly param: string;
  readonly id: string;
}

/** Nodes whose model is named but not described. */
function unknownModels(workflow: Workflow, registry: Registry): UnknownModel[] {
  const found: UnknownModel[] = [];
  workflow.nodes.forEach((node) => {
    const type = registry.get(node.type);
    const param = type?.specialise?.by;
    if (param === undefined || type?.params[param]?.kind !== 'endpoint') return;
    const { id, schema } = (node.params[param] ?? {}) as Partial<EndpointValue>;
    if (typeof id === 'string' && schema === undefined) found.push({ node, param, id });
  });
  return found;
}

const instead = (problem: Problem, readOn: string): Problem => ({
  ...problem,
  severity: 'warning',
  fix: `The copy of ${readOn} is used instead.`,
});

function leftOut(nodeId: string, model: string, names: readonly string[]): Problem {
  return {
    severity: 'warning',
    code: 'unknown-param',
    nodeId,
    message: `“${model}” has no ${names.join(', ')}; left out.`,
    fix: '',
  };
}
