import type { Host } from '../../../src/host/host.ts';

export interface Answered {
  readonly status: number;
  // biome-ignore lint/suspicious/noExplicitAny: answers are compared field by field, as a client in JavaScript would.
  readonly body: any;
}

/** Speaks to the API of a host as the editor does. */
export function callerOf(host: Host) {
  return async (method: string, path: string, body?: unknown): Promise<Answered> => {
    const headers = { 'content-type': 'application/json' };
    const init = { method, ...(body !== undefined && { body: JSON.stringify(body), headers }) };
    const response = await host.fetch(new Request(`http://host/api${path}`, init));
    return { status: response.status, body: await response.json() };
  };
}
