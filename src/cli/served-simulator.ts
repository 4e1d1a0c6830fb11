import { servedTransport, type Transport } from '../host/providers/transport.ts';

const LOOPBACK = ['127.0.0.1', 'localhost', '[::1]'];

export type ServedSimulator =
  | { readonly ok: true; readonly transport: Transport | null }
  | { readonly ok: false; readonly message: string };

/**
 * The way of the fal provider when `BLOCKOUT_FAL_ORIGIN` names a simulator that `blockout simulator` serves: everything
 * is as with fal, key and prices included, and nothing is spent. Only this machine, since the key goes there.
 */
export function servedSimulator(origin: string | undefined): ServedSimulator {
  if (origin === undefined || origin === '') return { ok: true, transport: null };
  const url = URL.canParse(origin) ? new URL(origin) : null;
  if (url?.protocol === 'http:' && LOOPBACK.includes(url.hostname)) {
    return { ok: true, transport: servedTransport(url.origin) };
  }
  return {
    ok: false,
    message: `BLOCKOUT_FAL_ORIGIN is ${origin}; it must be the address of a simulator on this machine, e.g. http://127.0.0.1:4010.`,
  };
}
