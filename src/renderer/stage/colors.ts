import type { NodeType } from '../../engine/define-node.ts';
import type { ValueKind } from '../../engine/value.ts';
import { CATEGORY_LOOK } from '../look/category-look.ts';
import { KIND_LOOK } from '../look/kind-look.ts';

/** The theme's colours as strings that a 2D canvas takes; read anew when the theme changes. */
export interface Colors {
  readonly canvas: string;
  readonly grid: string;
  readonly card: string;
  readonly field: string;
  readonly line: string;
  readonly text: string;
  readonly text2: string;
  readonly accent: string;
  readonly accentSoft: string;
  readonly ok: string;
  readonly warn: string;
  readonly bad: string;
  readonly font: string;
  kind(kind: ValueKind | null): string;
  category(type: NodeType | undefined): string;
}

export function readColors(element: Element): Colors {
  const style = getComputedStyle(element);
  const read = (name: string) => style.getPropertyValue(name).trim() || 'gray';
  const kinds = new Map(
    Object.entries(KIND_LOOK).map(([kind, { colorVar }]) => [kind as ValueKind, read(colorVar)]),
  );
  const categories = new Map(
    Object.entries(CATEGORY_LOOK).map(([category, { colorVar }]) => [category, read(colorVar)]),
  );
  const line = read('--line');
  return {
    canvas: read('--canvas'),
    grid: read('--grid'),
    card: read('--card'),
    field: read('--field'),
    line,
    text: read('--text'),
    text2: read('--text-2'),
    accent: read('--accent'),
    accentSoft: read('--accent-soft'),
    ok: read('--ok'),
    warn: read('--warn'),
    bad: read('--bad'),
    font: read('--font'),
    kind: (kind) => (kind && kinds.get(kind)) ?? line,
    category: (type) => (type && categories.get(type.category)) ?? line,
  };
}
