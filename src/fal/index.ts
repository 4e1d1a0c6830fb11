import type { Endpoint } from './endpoint.ts';
import { renderToReal } from './endpoints/render-to-real.ts';

/** Every endpoint this project knows, in menu order. */
export const ENDPOINTS: readonly Endpoint[] = [renderToReal as unknown as Endpoint];

/** The endpoint with this id, or undefined. */
export function endpointById(id: string): Endpoint | undefined {
  return ENDPOINTS.find((endpoint) => endpoint.id === id);
}
