import type { NodeType } from '../engine/define-node.ts';
import type { Param } from '../engine/param.ts';
import { refuseParamValue } from '../engine/param-kinds.ts';
import { conversion } from '../engine/value.ts';

/** Params that mean the same under another name at some endpoints, both ways. */
const SAME: readonly (readonly [string, string])[] = [
  ['frames_per_second', 'fps'],
  ['resolution', 'video_size'],
];

export interface ChangedRequest {
  /** Stored params of the node under its new type. */
  readonly params: Readonly<Record<string, unknown>>;
  /** Input of the new type by input of the old one; an edge into any other has no place any more. */
  readonly ports: Readonly<Record<string, string>>;
  /** Labels of what goes over under another name, and of what is lost, with the reason. */
  readonly renamed: readonly string[];
  readonly lost: readonly string[];
}

const nameIn = (name: string, params: NodeType['params']): string | null => {
  if (params[name]) return name;
  const pair = SAME.find((names) => names.includes(name));
  return pair?.find((other) => other !== name && params[other]) ?? null;
};

/** What of a request node goes over when it asks another endpoint: set params, and inputs that edges may feed. */
export function changeRequestType(
  stored: Readonly<Record<string, unknown>>,
  wired: readonly string[],
  from: NodeType,
  to: NodeType,
): ChangedRequest {
  const params: Record<string, unknown> = {};
  const renamed: string[] = [];
  const lost: string[] = [];
  for (const [name, value] of Object.entries(stored)) {
    const label = (from.params[name] as Param | undefined)?.label ?? name;
    const name2 = nameIn(name, to.params);
    const refusal = name2 === null ? null : refuseParamValue(value, to.params[name2]!);
    if (name2 === null) lost.push(`${label} (not a field of ${to.title})`);
    else if (refusal !== null) lost.push(`${label} (must ${refusal})`);
    else {
      params[name2] = value;
      if (name2 !== name) renamed.push(`${label} as ${to.params[name2]!.label}`);
    }
  }
  const ports: Record<string, string> = {};
  for (const port of wired) {
    const target = inputFor(port, from, to);
    if (target === null || Object.values(ports).includes(target))
      lost.push(`the edge into ${from.inputs[port]?.label ?? port}`);
    else ports[port] = target;
  }
  return { params, ports, renamed, lost };
}

/** The input of the new type that takes what the old one took: the same one, or for a still the one for stills. */
function inputFor(port: string, from: NodeType, to: NodeType): string | null {
  const kind = from.inputs[port]?.kind;
  if (!kind) return null;
  const fits = (id: string) => to.inputs[id] && conversion(kind, to.inputs[id].kind) !== undefined;
  const places = kind === 'image' || kind === 'keyframes' ? [port, 'keyframes', 'image'] : [port];
  return places.find(fits) ?? null;
}
