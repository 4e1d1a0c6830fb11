import type { z } from 'zod';
import type { Fields } from '../../fal/field.ts';
import type { ModelErrorDetail } from './model-error.ts';

type Issue = z.core.$ZodIssue;

/**
 * Schema issues as the entries that fal's validation puts into a 422; `body` is the input as it was sent. The fields
 * tell integers from other numbers, which the issues of a wrong type do not.
 */
export function pydanticDetails(issues: readonly Issue[], body: unknown, fields: Fields): ModelErrorDetail[] {
  return issues.map((issue) => {
    const input = valueAt(body, issue.path);
    const loc = ['body', ...issue.path.map((key) => (typeof key === 'symbol' ? String(key) : key))];
    if (input === undefined) return { loc, msg: 'Field required', type: 'missing', input: body };
    const kind = fields[String(issue.path[0])]?.kind;
    return { loc, ...describe(issue, input, kind === 'integer' || kind === 'seed'), input };
  });
}

function valueAt(body: unknown, path: readonly PropertyKey[]): unknown {
  let value = body;
  for (const key of path) value = (value as Record<PropertyKey, unknown> | null | undefined)?.[key];
  return value;
}

function describe(issue: Issue, input: unknown, isInteger: boolean): Omit<ModelErrorDetail, 'loc' | 'input'> {
  switch (issue.code) {
    case 'too_small':
      return typeof input === 'number'
        ? issue.inclusive === false
          ? bound('greater_than', `greater than ${issue.minimum}`, { gt: issue.minimum })
          : bound('greater_than_equal', `greater than or equal to ${issue.minimum}`, { ge: issue.minimum })
        : length(input, 'short', `at least ${issue.minimum}`, { min_length: issue.minimum });
    case 'too_big':
      return typeof input === 'number'
        ? bound('less_than_equal', `less than or equal to ${issue.maximum}`, { le: issue.maximum })
        : length(input, 'long', `at most ${issue.maximum}`, { max_length: issue.maximum });
    case 'invalid_value': {
      const names = issue.values.map((value) => `'${String(value)}'`);
      const list = names.length > 1 ? `${names.slice(0, -1).join(', ')} or ${names.at(-1)}` : names.join('');
      return bound('one_of', list, { expected: issue.values });
    }
    case 'invalid_type':
      return wrongType(isInteger ? 'int' : issue.expected, input);
    default:
      return { type: 'value_error', msg: `Value error, ${issue.message}` };
  }
}

function bound(type: string, what: string, ctx: Record<string, unknown>) {
  return { type, msg: `Input should be ${what}`, url: `https://docs.fal.ai/errors#${type}`, ctx };
}

function length(input: unknown, end: 'short' | 'long', what: string, ctx: Record<string, unknown>) {
  if (typeof input === 'string') {
    return { type: `string_too_${end}`, msg: `String should have ${what} characters`, ctx };
  }
  const type = `sequence_too_${end}`;
  const msg = `Value should have ${what} items after validation`;
  return { type, msg, url: `https://docs.fal.ai/errors#${type}`, ctx };
}

function wrongType(expected: string, input: unknown): { type: string; msg: string } {
  switch (expected) {
    case 'int':
      return typeof input === 'number'
        ? {
            type: 'int_from_float',
            msg: 'Input should be a valid integer, got a number with a fractional part',
          }
        : typeof input === 'string'
          ? {
              type: 'int_parsing',
              msg: 'Input should be a valid integer, unable to parse string as an integer',
            }
          : { type: 'int_type', msg: 'Input should be a valid integer' };
    case 'number':
      return typeof input === 'string'
        ? { type: 'float_parsing', msg: 'Input should be a valid number, unable to parse string as a number' }
        : { type: 'float_type', msg: 'Input should be a valid number' };
    case 'boolean':
      return { type: 'bool_parsing', msg: 'Input should be a valid boolean, unable to interpret input' };
    case 'string':
      return { type: 'string_type', msg: 'Input should be a valid string' };
    default:
      return { type: 'model_attributes_type', msg: `Input should be a valid ${expected}` };
  }
}
