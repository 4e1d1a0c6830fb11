import { describe, expect, test } from 'vitest';
import type { NodeType } from '../../src/engine/define-node.ts';
import type { NumberParam, Param } from '../../src/engine/param.ts';
import { refuseParamValue } from '../../src/engine/param-kinds.ts';
import { isFailure } from '../../src/engine/problem.ts';
import type { RequestValue } from '../../src/engine/value.ts';
import type { Field } from '../../src/fal/field.ts';
import { ENDPOINTS, endpointById } from '../../src/fal/index.ts';
import { NODE_TYPES } from '../../src/nodes/index.ts';
import { ENDPOINT_FACTS, type FieldFact } from '../fal/facts/endpoint-facts.ts';
import { clipOf, STILL } from './fixtures/clips.ts';

const requestTypes = NODE_TYPES.filter(({ category, specialise }) => category === 'Request' && !specialise);
const clip = (name: string) => clipOf({ name });
const still = (name: string) => ({ ...STILL, name });
const lora = { path: 'https://x.test/a.safetensors', scale: 0.8 };
const control = { video: clip('depth'), skipPreprocess: true, preserveOriginal: true, strength: 0.4 };
const keyframes = { first: still('first'), mid: still('mid'), end: still('end') };
const everyInput = {
  video: clip('base'),
  image: still('first'),
  keyframes,
  control,
  loras: [lora],
  prompt: 'a harbour at dawn',
  negative_prompt: 'fog',
  seed: 7,
};

const defaultsOf = (type: NodeType) =>
  Object.fromEntries(
    Object.entries(type.params).map(([id, { kind, default: value }]) => [id, kind === 'seed' ? 7 : value]),
  );

/** The request of a node whose ports of its own are all fed. */
function requestOf(type: NodeType, params: object, inputs: object = everyInput): RequestValue {
  const fed = Object.fromEntries(Object.entries(inputs).filter(([port]) => port in type.inputs));
  const node = { id: 'n', title: type.title };
  const made = type.derive!({ inputs: fed, params: { ...defaultsOf(type), ...params }, node });
  if (isFailure(made)) throw new Error(made.message);
  return made.request as RequestValue;
}

function typeOf(endpointId: string): NodeType {
  const { title } = endpointById(endpointId)!;
  return requestTypes.find((type) => type.title === title)!;
}

/** A value that a form may hold, other than the default. */
function otherValue(param: Param): unknown {
  switch (param.kind) {
    case 'toggle':
      return !param.default;
    case 'choice':
    case 'preset-size':
      return param.options.find((option) => option !== param.default);
    case 'text':
    case 'multiline':
      return 'https://x.test/sound.wav';
    case 'seed':
      return 99;
    default: {
      const { min, isMinExcluded, default: value } = param as NumberParam;
      const least = isMinExcluded ? min + 0.1 : min;
      return min > -1000 && least !== value ? least : (value ?? 0) + 1;
    }
  }
}

const FILES: Readonly<Record<string, string>> = {
  video_url: 'base',
  image_url: 'first',
  mid_image_url: 'mid',
  end_image_url: 'end',
  control_video_url: 'depth',
};
/** Fields that a control video sets, so that the form's own value is not used beside one. */
const SET_BY_CONTROL = ['skip_control_preprocess', 'preserve_original_video', 'strength'];

describe.each(ENDPOINT_FACTS)('the form of $id', ({ id, fields: facts }) => {
  const type = typeOf(id);
  const fields: Readonly<Record<string, Field>> = endpointById(id)!.fields;

  test('asks for nothing that the endpoint does not have', () => {
    const known = facts.map(({ name }) => name);
    expect(Object.keys(type.params).filter((name) => !known.includes(name))).toEqual([]);
    expect(Object.keys(requestOf(type, {}).input).filter((name) => !known.includes(name))).toEqual([]);
    expect(requestOf(type, {}).endpoint).toBe(id);
  });

  test.each(facts)('offers $name and sends it', (fact: FieldFact) => {
    const { name } = fact;
    const { kind } = fields[name]!;
    if (kind === 'video' || kind === 'image') {
      const request = requestOf(type, {});
      expect(request.input[name]).toEqual({ asset: expect.any(String), name: FILES[name] });
      return;
    }
    if (kind === 'loras') {
      expect(type.inputs.loras).toMatchObject({ kind: 'loras', required: true });
      expect(requestOf(type, {}).input.loras).toEqual([{ ...lora, transformer: 'both' }]);
      return;
    }
    const param = type.params[name]!;
    if (fact.enum) expect('options' in param && param.options).toEqual(fact.enum);
    if (fact.min !== undefined) {
      expect(param).toMatchObject({ min: fact.min, max: fact.max });
      expect(refuseParamValue(fact.max! + 1, param)).not.toBeNull();
    }
    if (fact.default !== undefined && typeof fact.default !== 'object') {
      expect(param.default).toEqual(fact.default);
    }
    const value = otherValue(param);
    const stored = kind === 'seed' ? { mode: 'fixed', value } : value;
    expect(refuseParamValue(stored, param)).toBeNull();
    const { prompt: _, negative_prompt: __, seed: ___, control: ____, ...inputs } = everyInput;
    // What needs a control video is sent with one; the rest as the form says.
    const withNeeds = fields[name]!.needs ? { ...inputs, control: { ...control, [name]: value } } : inputs;
    const asked = { prompt: 'a harbour', [name]: value };
    const sent = requestOf(type, asked, withNeeds).input[name];
    if (name === 'prompt' && id.endsWith('render-to-real')) expect(sent).toBe(`3DREAL. ${value}`);
    else expect(sent).toEqual(value);
    if (SET_BY_CONTROL.includes(name)) {
      expect(requestOf(type, asked, everyInput).input).toMatchObject({
        skip_control_preprocess: true,
        preserve_original_video: true,
        strength: 0.4,
      });
    }
  });

  test('lets what is wired in win over the form', () => {
    const typed = { prompt: 'typed', negative_prompt: 'typed', seed: 1 };
    const { prompt, negative_prompt, seed } = everyInput;
    const wired: Record<string, unknown> = { prompt, negative_prompt, seed };
    for (const [name, value] of Object.entries(requestOf(type, typed).input)) {
      if (name in wired) expect(String(value)).toContain(String(wired[name]));
    }
  });

  test('leaves out what is left to the endpoint', () => {
    const open = facts.filter(({ name }) => type.params[name]?.kind === 'optional-number');
    const { input } = requestOf(type, {});
    expect(open.filter(({ name }) => name in input)).toEqual([]);
  });
});

test('every endpoint has one request node', () => {
  expect(requestTypes).toHaveLength(ENDPOINTS.length);
});
