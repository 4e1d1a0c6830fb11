import { connectPorts, kindRefusal } from '../../engine/connect.ts';
import { conversion } from '../../engine/value.ts';
import type { PortAddress, Workflow } from '../../engine/workflow.ts';
import { activeWorkflow, documentStore } from '../state/document-store.ts';
import { registry } from '../state/registry.ts';
import type { Connecting, PortPlace } from '../state/view-store.ts';

/** `yes` takes the loose edge, `no` does not, `self` is where it comes from. */
export type PortFit = 'yes' | 'no' | 'self';

/** Whether a port would take the edge in the user's hand, by its kind. Circles are found when it gets there. */
export function portFit(connecting: Connecting, place: PortPlace): PortFit {
  const { from } = connecting;
  if (from.node === place.node && from.port === place.port && from.side === place.side) return 'self';
  if (from.side === place.side || from.node === place.node) return 'no';
  const workflow = activeWorkflow(documentStore.getState());
  if (!workflow) return 'no';
  const [output, input] = asEnds(from, place);
  return kindRefusal(workflow, registry, output, input) === null ? 'yes' : 'no';
}

/** Why these two ports cannot be joined, in words for the user; null when they can. */
export function connectRefusal(workflow: Workflow, from: PortPlace, to: PortPlace): string | null {
  if (from.side === to.side) {
    return from.side === 'output'
      ? 'Both are outputs. Drop the edge on an input.'
      : 'Both are inputs. Drop the edge on an output.';
  }
  const [output, input] = asEnds(from, to);
  const connection = connectPorts(workflow, registry, output, input);
  return connection.ok ? null : connection.reason;
}

/** The two ends as output and input, whichever came first. */
export function asEnds(a: PortPlace, b: PortPlace): [PortAddress, PortAddress] {
  const [output, input] = a.side === 'output' ? [a, b] : [b, a];
  return [
    { node: output.node, port: output.port },
    { node: input.node, port: input.port },
  ];
}

/** The first port of a node type that fits a loose edge, if any. */
export function fittingPort(
  ports: {
    readonly inputs: Readonly<Record<string, { kind: Parameters<typeof conversion>[1] }>>;
    readonly outputs: Readonly<Record<string, { kind: Parameters<typeof conversion>[0] }>>;
  },
  { from, kind }: Pick<Connecting, 'from' | 'kind'>,
): string | null {
  if (from.side === 'output') {
    const inputs = Object.entries(ports.inputs);
    const same = inputs.find(([, port]) => port.kind === kind);
    const found = same ?? inputs.find(([, port]) => conversion(kind, port.kind) !== undefined);
    return found?.[0] ?? null;
  }
  const outputs = Object.entries(ports.outputs);
  const same = outputs.find(([, port]) => port.kind === kind);
  const found = same ?? outputs.find(([, port]) => conversion(port.kind, kind) !== undefined);
  return found?.[0] ?? null;
}
