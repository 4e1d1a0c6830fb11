import type { OxenModel } from './models.ts';

type Input = Readonly<Record<string, unknown>>;

/** An input under Oxen's names; fields that Oxen does not take are left out. */
export function toOxenParams({ params }: OxenModel, input: Input): Record<string, unknown> {
  const named: Record<string, unknown> = {};
  for (const [field, param] of Object.entries(params)) {
    if (input[field] !== undefined) named[param] = input[field];
  }
  return named;
}

/** The part of a generation's parameters that the endpoint knows, under the endpoint's own names. */
export function fromOxenParams({ params }: OxenModel, generation: Input): Record<string, unknown> {
  const named: Record<string, unknown> = {};
  for (const [field, param] of Object.entries(params)) {
    const value = generation[param];
    if (value !== undefined && value !== null) named[field] = value;
  }
  return named;
}
