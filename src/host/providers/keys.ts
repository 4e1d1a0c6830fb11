import type { Desktop } from '../desktop.ts';
import { type KeyKind, type KeyRing, openKeyRing } from '../settings/key-ring.ts';
import type { Provider } from './provider.ts';

/** The keys of a home; providers that take the same kind of key share one. */
export interface Keys {
  /** Null for a provider that takes no key. */
  of(provider: Provider): KeyRing | null;
  everSeen(): readonly string[];
}

export function openKeys(
  home: string,
  env: Readonly<Record<string, string | undefined>>,
  desktop: Desktop | undefined,
  providers: readonly Provider[],
): Keys {
  const rings = new Map<KeyKind, KeyRing>();
  for (const { keyKind } of providers) {
    if (keyKind && !rings.has(keyKind)) rings.set(keyKind, openKeyRing(home, env, desktop, keyKind));
  }
  return {
    of: ({ keyKind }) => (keyKind && rings.get(keyKind)) ?? null,
    everSeen: () => [...rings.values()].flatMap((ring) => ring.everSeen()),
  };
}
