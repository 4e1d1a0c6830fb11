import type { LoraInput } from '../../fal/lora-input.ts';
import { TRIGGER } from '../../fal/trigger.ts';
import type { Look } from '../look/look.ts';
import { hashText } from '../seeded-random.ts';

interface Strength {
  /** Share of the full photographic grade at scale 1. */
  readonly amount: number;
  /** Geometric drift at scale 1, as a share of the short side. */
  readonly drift: number;
}

/** How far each 3DREAL adapter goes. */
export const INTENSITY = {
  light: { amount: 0.55, drift: 0.0012 },
  strong: { amount: 0.8, drift: 0.0045 },
  'strong-v2': { amount: 1, drift: 0.006 },
} as const satisfies Record<string, Strength>;

/** The model without any adapter. */
const PLAIN: Strength = { amount: 0.4, drift: 0.003 };
const UNKNOWN: Strength = { amount: 0.5, drift: 0.003 };
/** What is left of a 3DREAL adapter without its trigger word. */
const UNTRIGGERED = 0.25;

function strengthOf(path: string, prompt: string): Strength {
  const name = decodeURIComponent(new URL(path, 'https://x.invalid').pathname).toLowerCase();
  const isReal = name.includes('3dreal');
  const version = name.includes('light') ? 'light' : name.includes('strong-v2') ? 'strong-v2' : 'strong';
  const known = isReal ? INTENSITY[version] : UNKNOWN;
  const share = isReal && !prompt.includes(TRIGGER) ? UNTRIGGERED : 1;
  return { amount: known.amount * share, drift: known.drift * share };
}

/** The look that adapters give together: each adds its strength by its scale, and a style by its address. */
export function loraLook(
  loras: readonly LoraInput[] | undefined,
  prompt: string,
): Pick<Look, 'amount' | 'drift' | 'style'> {
  if (!loras || loras.length === 0) return { ...PLAIN, style: 0 };
  let [amount, drift, style] = [0, 0, 0];
  for (const { path, scale } of loras) {
    const strength = strengthOf(path, prompt);
    const by = Math.max(0, scale);
    amount += strength.amount * by;
    drift += strength.drift * by;
    if (by > 0) style ^= hashText(path);
  }
  return { amount: Math.min(1.2, amount), drift: Math.min(0.02, drift), style };
}
