import type { Finding } from '../engine/finding.ts';

/** How the light of EXR pictures is brought to a screen. */
export const toneMapParam = {
  kind: 'choice',
  label: 'Tone map',
  help: 'How the light of EXR frames is brought to a screen. Clip is what Blender calls Standard.',
  default: 'clip',
  options: ['clip', 'filmic', 'reinhard'],
  advanced: true,
} as const;

/** Which of the pictures in the EXR that another param of the node names. */
export const layerParam = <Of extends string>(of: Of) =>
  ({
    kind: 'layer',
    of,
    label: 'Layer',
    help: 'Which part, layer or view of an EXR that holds several. Empty is the first one with colour.',
    default: '',
    addedLater: true,
  }) as const;

const MOST_NAMED = 8;
const MOST_OFFERED = 3;

/** What is wrong with the layer that is chosen of a file. */
export function layerFindings(
  layer: string,
  file: { readonly name: string; readonly layers?: readonly string[] },
  nodeId: string,
): Finding[] {
  const layers = file.layers ?? [];
  if (layer === '' || layers.includes(layer)) return [];
  const choose = (label: string, value: string) => ({ label, sets: [{ nodeId, param: 'layer', value }] });
  const listed = layers.slice(0, MOST_NAMED).join(', ') + (layers.length > MOST_NAMED ? ', …' : '');
  const [first, ...others] = layers;
  return [
    {
      severity: 'error',
      code: 'invalid-param',
      param: 'layer',
      message: `“${file.name}” has no layer “${layer}”${first === undefined ? '' : `; it has ${listed}`}.`,
      fix: first === undefined ? 'Leave the layer empty.' : 'Choose one of its layers.',
      fixes: [
        choose(first === undefined ? 'Use its picture' : `Use ${first}`, ''),
        ...others.slice(0, MOST_OFFERED - 1).map((name) => choose(`Use ${name}`, name)),
      ],
    },
  ];
}
