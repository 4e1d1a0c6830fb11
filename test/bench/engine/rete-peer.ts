import { ClassicPreset, type GetSchemes, NodeEditor } from 'rete';
import { DataflowEngine } from 'rete-engine';
import { type AdditionGraph, add } from './graphs.ts';
import type { Peer } from './peer.ts';

const socket = new ClassicPreset.Socket('number');

class AddNode extends ClassicPreset.Node {
  value: number;

  constructor(value: number) {
    super('Add');
    this.value = value;
    this.addInput('a', new ClassicPreset.Input(socket));
    this.addInput('b', new ClassicPreset.Input(socket));
    this.addOutput('sum', new ClassicPreset.Output(socket));
  }

  data(inputs: Record<string, number[] | undefined>): { sum: number } {
    return { sum: add(add(this.value, inputs.a?.[0] ?? 0), inputs.b?.[0] ?? 0) };
  }
}

type Schemes = GetSchemes<AddNode, ClassicPreset.Connection<ClassicPreset.Node, ClassicPreset.Node>>;

/** Rete's dataflow engine: fetches leaves recursively and keeps results until they are reset. */
export async function retePeer({ values, inputs, leaves }: AdditionGraph): Promise<Peer> {
  const editor = new NodeEditor<Schemes>();
  const engine = new DataflowEngine<Schemes>();
  editor.use(engine);
  const nodes = values.map((value) => new AddNode(value));
  for (const node of nodes) await editor.addNode(node);
  for (const [index, list] of inputs.entries()) {
    for (const [place, input] of list.entries()) {
      await editor.addConnection(
        new ClassicPreset.Connection<ClassicPreset.Node, ClassicPreset.Node>(
          nodes[input]!,
          'sum',
          nodes[index]!,
          place === 0 ? 'a' : 'b',
        ),
      );
    }
  }
  const fetchLeaves = async () => {
    for (const leaf of leaves) await engine.fetch(nodes[leaf]!.id);
  };
  return {
    plan: () => engine.reset(),
    runAll: fetchLeaves,
    async editAndRun(node, value) {
      nodes[node]!.value = value;
      engine.reset(nodes[node]!.id);
      await fetchLeaves();
    },
    sumOf: async (node) => ((await engine.fetch(nodes[node]!.id)) as { sum: number }).sum,
  };
}
