import type { Endpoint } from '../endpoint.ts';
import type { Field } from '../field.ts';
import { oxenModelOf } from './models.ts';

/** Why Oxen would not do what a request asks, and the way out. */
export interface OxenRefusal {
  /** The field that Oxen lacks; null where it is the endpoint. */
  readonly field: string | null;
  readonly message: string;
  readonly fix: string;
}

type Input = Readonly<Record<string, unknown>>;

const ELSEWHERE = 'choose fal as the provider';

/** Everything in a request that Oxen lacks. A field at its default asks for nothing special and is left out. */
export function refuseForOxen(endpoint: Endpoint, input: Input): OxenRefusal[] {
  const model = oxenModelOf(endpoint.id);
  if (!model) {
    return [
      {
        field: null,
        message: `Oxen has no model for “${endpoint.title}” (${endpoint.id}).`,
        fix: `Use “Reference video to video”, or ${ELSEWHERE}.`,
      },
    ];
  }
  if (model.closed !== undefined) {
    return [
      {
        field: null,
        message: `Oxen ${model.closed}, so “${endpoint.title}” can’t be run there.`,
        fix: `To run it, ${ELSEWHERE}.`,
      },
    ];
  }
  return Object.entries(endpoint.fields).flatMap(([name, field]) => {
    const refusal = refuseField(name, field, input[name], name in model.params);
    return refusal ? [refusal] : [];
  });
}

function refuseField(field: string, about: Field, value: unknown, isTaken: boolean): OxenRefusal | null {
  if (value === undefined || value === null) return null;
  if (isTaken) {
    if (about.kind !== 'image-size' || typeof value === 'string') return null;
    return {
      field,
      message: `Oxen takes a named size for “${about.label}” (${field}), not a width and height.`,
      fix: `Choose one of ${about.options.join(', ')}, or ${ELSEWHERE}.`,
    };
  }
  const usual = 'default' in about ? about.default : undefined;
  if (value === usual) return null;
  return {
    field,
    message: `Oxen does not offer “${about.label}” (${field}).`,
    fix:
      usual === undefined
        ? `Leave it out, or ${ELSEWHERE}.`
        : `Set it back to ${String(usual)}, or ${ELSEWHERE}.`,
  };
}
