import type { Finding } from './finding.ts';
import type { RequestValue } from './value.ts';

/** What a provider takes and charges, where it is not the one that a request is written and priced for. */
export interface ProviderTerms {
  /** Why it would not take this request. */
  check(request: RequestValue): readonly Finding[];
  /** Its own estimate in USD, or null where nobody knows. */
  costUsd(request: RequestValue): number | null;
}
