/** A graph of additions: node i gives `value[i]` plus the sums of its inputs. Inputs always have lower numbers. */
export interface AdditionGraph {
  readonly name: string;
  readonly values: readonly number[];
  readonly inputs: readonly (readonly number[])[];
  /** Nodes that nobody reads. */
  readonly leaves: readonly number[];
}

/** The graphs that every engine runs. */
export const GRAPHS: Readonly<Record<string, () => AdditionGraph>> = {
  'chain-1000': () => chain(1_000),
  'chain-10000': () => chain(10_000),
  'layered-1000': () => layered(1_000, 32),
  'layered-10000': () => layered(10_000, 100),
  'fanout-10000': () => fanOut(10_000),
};

function graph(name: string, inputs: readonly (readonly number[])[]): AdditionGraph {
  const isRead = new Uint8Array(inputs.length);
  for (const list of inputs) for (const input of list) isRead[input] = 1;
  const leaves = inputs.map((_, index) => index).filter((index) => isRead[index] === 0);
  return { name, values: inputs.map((_, index) => index), inputs, leaves };
}

const chain = (count: number) =>
  graph(
    `chain-${count}`,
    Array.from({ length: count }, (_, index) => (index === 0 ? [] : [index - 1])),
  );

const fanOut = (count: number) =>
  graph(
    `fanout-${count}`,
    Array.from({ length: count }, (_, index) => (index === 0 ? [] : [0])),
  );

/** Layers of equal width; each node reads two of the layer before. */
function layered(count: number, width: number): AdditionGraph {
  const inputs = Array.from({ length: count }, (_, index) => {
    const layer = Math.floor(index / width);
    if (layer === 0) return [];
    const before = (layer - 1) * width;
    const place = index % width;
    return [before + place, before + ((place * 7 + layer) % width)];
  });
  return graph(
    `layered-${count}`,
    inputs.map((list) => [...new Set(list)]),
  );
}

/** The right sums, modulo 2^31 so that deep graphs stay whole numbers. */
export function expectedSums(values: readonly number[], inputs: AdditionGraph['inputs']): number[] {
  const sums: number[] = [];
  for (const [index, list] of inputs.entries()) {
    let sum = values[index]!;
    for (const input of list) sum = add(sum, sums[input]!);
    sums.push(sum);
  }
  return sums;
}

/** The trivial work of every node. */
export function add(a: number, b: number): number {
  return (a + b) & 0x7fffffff;
}
