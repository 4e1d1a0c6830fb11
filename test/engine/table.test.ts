import fc from 'fast-check';
import { expect, test } from 'vitest';
import { Table } from '../../src/engine/table.ts';

interface Item {
  readonly id: string;
  readonly value: number;
}
type Step = {
  readonly kind: 'set' | 'delete';
  readonly id: number;
  readonly value: number;
  readonly from: number;
};

const step: fc.Arbitrary<Step> = fc.record({
  kind: fc.constantFrom('set' as const, 'set' as const, 'delete' as const),
  id: fc.oneof(fc.nat(70), fc.integer({ min: 1000, max: 1100 })),
  value: fc.nat(5),
  from: fc.nat(10),
});
/** Sizes around the places where a table grows by a part or by a level. */
const size = fc.oneof(fc.nat(70), fc.constantFrom(31, 32, 33, 1023, 1024, 1025));
const plain = (table: Table<Item>) => new Map(table.toArray().map((item) => [item.id, item.value]));

test('every version of a table keeps its own items, whatever is made of its relatives', () => {
  fc.assert(
    fc.property(size, fc.array(step, { maxLength: 60 }), (count, steps) => {
      const first = Array.from({ length: count }, (_, at) => ({ id: `i${at}`, value: 0 }));
      const versions = [
        { table: Table.of<Item>(first), model: new Map(first.map(({ id, value }) => [id, value])) },
      ];
      for (const { kind, id, value, from } of steps) {
        const { table, model } = versions[from % versions.length]!;
        const next = new Map(model);
        if (kind === 'set') next.set(`i${id}`, value);
        else next.delete(`i${id}`);
        const made = kind === 'set' ? table.set({ id: `i${id}`, value }) : table.delete(`i${id}`);
        versions.push({ table: made, model: next });
      }
      for (const { table, model } of versions) {
        expect(plain(table)).toEqual(model);
        expect(table.size).toBe(model.size);
        expect([...table]).toEqual(table.toArray());
        for (const [id, value] of model) expect(table.get(id)?.value).toBe(value);
        expect(table.has('nobody')).toBe(false);
      }
      const [a, b] = [versions[0]!, versions.at(-1)!];
      const { changed, removed } = b.table.changedSince(a.table);
      const differs = ({ id }: Item) => a.table.get(id) !== b.table.get(id);
      expect(changed).toEqual(b.table.toArray().filter(differs));
      expect(removed).toEqual(a.table.toArray().filter(({ id }) => !b.table.has(id)));
    }),
    { numRuns: 60 },
  );
});

test('an item that is taken out and put back has its old place', () => {
  const table = Table.of(['a', 'b', 'c'].map((id) => ({ id })));
  const order = (one: Table<{ id: string }>) =>
    one
      .toArray()
      .map(({ id }) => id)
      .join('');
  expect(order(table.delete('b').set({ id: 'd' }).set({ id: 'b' }))).toBe('abcd');
  expect(table.delete('x')).toBe(table);
});

test('tables that have nothing in common are compared item by item', () => {
  const same = { id: 'b' };
  const [one, two] = [Table.of([{ id: 'a' }, same]), Table.of([same, { id: 'c' }])];
  expect(two.changedSince(one)).toEqual({ changed: [{ id: 'c' }], removed: [{ id: 'a' }] });
});

test('two items with one id are a mistake', () => {
  expect(() => Table.of([{ id: 'a' }, { id: 'a' }])).toThrow('duplicate id a');
});
