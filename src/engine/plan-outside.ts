import type { PlanOptions } from './plan-options.ts';
import type { AskedOutside } from './plan-step.ts';
import type { ProviderTerms } from './provider-terms.ts';
import type { RequestValue } from './value.ts';

/** What the checks and prices of one node may ask about the world, with a note of what they did ask. */
export class Outside {
  asked: { terms: boolean; paid: { request: RequestValue; isPaid: boolean }[] } | null = null;
  readonly #options: PlanOptions;
  readonly #nodeId: string;

  constructor(options: PlanOptions, nodeId: string) {
    this.#options = options;
    this.#nodeId = nodeId;
  }

  terms(): ProviderTerms | undefined {
    this.#note().terms = true;
    return this.#options.terms;
  }

  isPaid(request: RequestValue): boolean {
    const isPaid = this.#options.isPaid?.(request, this.#nodeId) ?? false;
    this.#note().paid.push({ request, isPaid });
    return isPaid;
  }

  #note() {
    this.asked ??= { terms: false, paid: [] };
    return this.asked;
  }
}

/** Whether no result and no payment has come between two plans. */
export const hasSameMark = (before: PlanOptions, now: PlanOptions): boolean =>
  before.mark !== undefined && before.mark === now.mark;

/** Whether what was asked would be answered otherwise now. */
export function isAnsweredOtherwise(
  { terms, paid }: AskedOutside,
  nodeId: string,
  before: PlanOptions,
  now: PlanOptions,
): boolean {
  if (terms && before.terms !== now.terms) return true;
  if (hasSameMark(before, now)) return false;
  return paid.some(({ request, isPaid }) => (now.isPaid?.(request, nodeId) ?? false) !== isPaid);
}
