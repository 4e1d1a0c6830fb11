import type { ExrChannel } from './attributes.ts';
import type { ExrFile, ExrPart } from './header.ts';

/** One picture that a person can choose from a file: the whole of a part, or a layer of it. */
export interface ExrLayer {
  /** Unique within the file. */
  readonly name: string;
  readonly part: number;
  /** Whether its channels are red, green and blue, luminance and two of chroma, or one that is shown as grey. */
  readonly kind: 'rgb' | 'luminance-chroma' | 'grey';
  /** Places of these channels in the part. */
  readonly channels: readonly number[];
  readonly hasAlpha: boolean;
}

interface Picture extends Omit<ExrLayer, 'name' | 'part'> {
  /** The layer within its part, as the channels name it; else the letters of the channels. */
  readonly label: string;
  /** The lowest is taken where nobody chooses. */
  readonly rank: number;
}

/** The channels that make a picture together, by the names that programs give them; the first set that is there counts. */
const SETS: readonly {
  readonly kind: ExrLayer['kind'];
  readonly holds: 'color' | 'luminance' | 'vectors';
  readonly names: readonly RegExp[];
}[] = [
  { kind: 'rgb', holds: 'color', names: [/^(r|red)$/i, /^(g|green)$/i, /^(b|blue)$/i] },
  { kind: 'luminance-chroma', holds: 'color', names: [/^Y$/, /^RY$/, /^BY$/] },
  { kind: 'rgb', holds: 'vectors', names: [/^x$/i, /^y$/i, /^z$/i] },
  { kind: 'grey', holds: 'luminance', names: [/^Y$/] },
];
const ALPHA = /^(a|alpha)$/i;

/** What is taken where nobody chooses: colour without a layer's name, a renderer's combined one, any colour, luminance. */
const RANKS = { plain: 0, combined: 1, color: 2, luminance: 3, rest: 4 } as const;

/** Every picture of a file, the one first that is taken where nobody chooses; parts with deep samples hold none. */
export function layersOf({ parts }: ExrFile): ExrLayer[] {
  const found = parts.flatMap((part, index) => {
    if (part.kind === 'deep') return [];
    const pictures = picturesOf(part);
    return pictures.map(({ label, rank, ...picture }) => {
      const name =
        parts.length === 1 ? label : nameInPart(part.name || `part ${index + 1}`, label, pictures.length);
      return { rank, layer: { ...picture, name, part: index } };
    });
  });
  const first = found.toSorted((a, b) => a.rank - b.rank)[0]?.layer;
  const layers = found.map(({ layer }) => layer);
  const ordered = first ? [first, ...layers.filter((layer) => layer !== first)] : [];
  return [...new Map(ordered.toReversed().map((layer) => [layer.name, layer])).values()].toReversed();
}

/** A part with one picture is called by its own name; programs often repeat it in the names of its channels. */
function nameInPart(part: string, label: string, count: number): string {
  if (count === 1 || label === part) return part;
  return label.startsWith(`${part}.`) ? label : `${part}.${label}`;
}

const layerName = ({ name }: ExrChannel) => name.slice(0, Math.max(0, name.lastIndexOf('.')));
const ownName = ({ name }: ExrChannel) => name.slice(name.lastIndexOf('.') + 1);

function picturesOf({ channels }: ExrPart): Picture[] {
  const groups = Map.groupBy(channels.keys(), (place) => layerName(channels[place]!));
  return [...groups].flatMap(([layer, places]) => picturesIn(layer, places, channels));
}

/** The colour among the channels of one layer, and each channel that belongs to none as grey. */
function picturesIn(layer: string, places: readonly number[], channels: readonly ExrChannel[]): Picture[] {
  const named = (pattern: RegExp) => places.find((place) => pattern.test(ownName(channels[place]!)));
  const sets = SETS.map((set) => ({ ...set, found: set.names.map(named) }));
  const set = sets.find(({ found }) => found.every((place) => place !== undefined));
  const used = (set?.found ?? []) as number[];
  const alpha = set && set.holds !== 'vectors' ? named(ALPHA) : undefined;
  const hasAlpha = alpha !== undefined;
  const letters =
    set?.kind === 'luminance-chroma' ? 'YC' : used.map((place) => ownName(channels[place]!)).join('');
  const pictures: Picture[] = [];
  if (set) {
    const label = layer || `${letters}${hasAlpha ? 'A' : ''}`;
    pictures.push({ label, rank: rankOf(set.holds, layer), kind: set.kind, channels: used, hasAlpha });
  }
  for (const place of places) {
    if (used.includes(place) || place === alpha) continue;
    pictures.push({
      label: channels[place]!.name,
      rank: RANKS.rest,
      kind: 'grey',
      channels: [place],
      hasAlpha: false,
    });
  }
  return pictures;
}

function rankOf(holds: (typeof SETS)[number]['holds'], layer: string): number {
  if (holds !== 'color') return holds === 'luminance' ? RANKS.luminance : RANKS.rest;
  if (layer === '') return RANKS.plain;
  return /(^|\.)Combined$/i.test(layer) ? RANKS.combined : RANKS.color;
}
