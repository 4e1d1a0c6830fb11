import type { Field, Fields } from './field.ts';

export interface UnmetNeed {
  readonly field: string;
  /** Names of the fields that it needs and that are not set. */
  readonly missing: readonly string[];
}

const isSet = (value: unknown, field: Field | undefined): boolean =>
  field?.kind === 'toggle' ? value === true : value !== undefined && value !== null;

/** The fields of an input that are set although something they need is not. */
export function unmetNeeds(fields: Fields, input: Readonly<Record<string, unknown>>): UnmetNeed[] {
  return Object.entries(fields).flatMap(([name, field]) => {
    if (!field.needs || !isSet(input[name], field)) return [];
    const missing = field.needs.filter((need) => !isSet(input[need], fields[need]));
    return missing.length > 0 ? [{ field: name, missing }] : [];
  });
}
