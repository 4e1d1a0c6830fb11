import type { Simulator } from '../../simulator/simulator.ts';

/** Carries one request to a fal host, like `fetch`. */
export type Transport = (url: string, init: RequestInit) => Promise<Response>;

/** To fal itself. */
export const networkTransport: Transport = (url, init) => fetch(url, init);

/** To a simulator in this process: no socket is opened. */
export function simulatorTransport(simulator: () => Simulator): Transport {
  return (url, init) => simulator().fetch(new Request(url, init));
}

/** To a simulator that is served elsewhere; `origin` such as `http://127.0.0.1:4010`. */
export function servedTransport(origin: string): Transport {
  return (url, init) => {
    const { host, pathname, search } = new URL(url);
    return fetch(`${origin}/__host/${host}${pathname}${search}`, init);
  };
}
