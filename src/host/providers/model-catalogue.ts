import type { Answer } from './provider-link.ts';

/** What a provider tells of its models beside the jobs. */
export interface ModelCatalogue {
  /** What one billed unit of an endpoint costs, and what it is. Needs a working key. */
  unitPrice(endpoint: string): Promise<Answer<{ readonly usd: number; readonly unit: string | null }>>;
  /** The OpenAPI document of an endpoint, which is public. Follows no redirect and rejects like `fetch`. */
  openapi(endpoint: string, signal?: AbortSignal): Promise<Response>;
}
