import { defineNode, type NodeType } from '../engine/define-node.ts';
import type { Finding } from '../engine/finding.ts';
import type { EndpointValue } from '../engine/param.ts';
import { isFailure } from '../engine/problem.ts';
import type { ImageValue, VideoValue } from '../engine/value.ts';
import { schemaOfFields } from '../fal/field-schema.ts';
import { isEndpointId } from '../fal/openapi/endpoint-id.ts';
import { fieldsOfSchema, type KeptSchema, parseKeptSchema } from '../fal/openapi/kept-schema.ts';
import { buildRequest } from '../requests/build-request.ts';
import { endpointFigures, priceKnowledge } from '../requests/endpoint-figures.ts';
import { parsedJson } from '../requests/json-text.ts';
import { requestFindings } from '../requests/request-findings.ts';
import { requestParams } from '../requests/request-params.ts';
import {
  mediaOfInputs,
  otherMediaOfInputs,
  type RequestInputs,
  requestPorts,
  valuesOfInputs,
} from '../requests/request-ports.ts';

const endpoint = {
  kind: 'endpoint',
  label: 'Model',
  help: 'Id of a model at fal, such as fal-ai/ltx-2.3-quality/render-to-real. Its own description gives the fields.',
  default: null,
} as const;

const expectedPrice = {
  kind: 'optional-number',
  label: 'Expected price',
  help: 'What one request may cost, in USD, by your own judgement. It counts against every cap; without it nothing is sent to fal.',
  default: null,
  min: 0.001,
  max: 1000,
  step: 0.01,
} as const;

/** A request to any model of fal; ports and fields come from the model's own description. Spends nothing by itself. */
export const falEndpoint: NodeType = defineNode({
  id: 'fal-endpoint',
  version: 1,
  title: 'Any fal model',
  category: 'Request',
  help: 'A request to any model of fal. Ports and fields come from the model’s own description, which is kept in the workflow.',
  inputs: {},
  outputs: { request: { kind: 'request', label: 'Request' } },
  params: { endpoint },
  namesItself: true,
  specialise: {
    by: 'endpoint',
    of(stored) {
      const { id, schema } = stored as Partial<EndpointValue>;
      const kept = schema === undefined ? null : parseKeptSchema(schema);
      return typeof id === 'string' && isEndpointId(id) && kept ? typeOfSchema(id, kept) : null;
    },
  },
  check: ({ params }) => [missingSchema(params.endpoint)],
  derive: () => ({ failed: true, ...NO_MODEL }),
});

const NO_MODEL = {
  code: 'invalid-param',
  message: 'No model is chosen.',
  fix: 'Type the id of a model from fal.ai/models and fetch its fields.',
  param: 'endpoint',
} as const;

function missingSchema(value: EndpointValue | null): Finding {
  if (value === null) return { severity: 'error', ...NO_MODEL };
  const isDamaged = value.schema !== undefined;
  return {
    severity: 'error',
    code: 'invalid-param',
    param: 'endpoint',
    message: isDamaged
      ? `What this workflow keeps of “${value.id}” is damaged.`
      : `The fields of “${value.id}” are not known yet.`,
    fix: 'Fetch them from fal, or load the model’s OpenAPI document from a file.',
  };
}

type Values = Readonly<Record<string, unknown>>;

/** The node type for one model: like a request node of ours, with its fields out of the kept schema. */
function typeOfSchema(id: string, schema: KeptSchema): NodeType {
  const fields = fieldsOfSchema(schema);
  const contract = { id, fields, input: schemaOfFields(fields) };
  const pricing = priceKnowledge(id, schema);
  const { help, params, ...base } = falEndpoint;

  function request(inputs: Readonly<Record<string, unknown>>, values: Values, nodeId: string) {
    const given = inputs as RequestInputs;
    const media = { ...mediaOfInputs(given), ...otherMediaOfInputs(fields, inputs) };
    const source = sourceOf(Object.values(media));
    const { settings, loras } = given;
    const parts = { nodeId, params: values, settings, wired: valuesOfInputs(given), media, loras, source };
    const statedUsd = typeof values.price_usd === 'number' ? values.price_usd : null;
    const known = { endpoint: id, schema, source, statedUsd };
    return buildRequest(contract, parts, (input) => endpointFigures(known, input, parts));
  }

  return {
    ...base,
    title: schema.title,
    help: schema.help || help,
    inputs: requestPorts(fields),
    params: {
      ...params,
      ...requestParams(fields),
      ...(pricing !== 'always' && {
        price_usd: { ...expectedPrice, ...(pricing === 'mostly' && { advanced: true }) },
      }),
    },
    check({ inputs, params: values, node }) {
      const built = request(inputs, values, node.id);
      return [
        ...Object.entries(fields).flatMap(([name, field]) =>
          field.kind === 'json' ? unreadableJson(name, field.label, values[name]) : [],
        ),
        ...(isFailure(built) ? [] : requestFindings(built, inputs as RequestInputs, node.id)),
      ];
    },
    derive({ inputs, params: values, node }) {
      const built = request(inputs, values, node.id);
      return isFailure(built) ? built : { request: built };
    },
  };
}

/** What sets the size of the output: the first clip, else the first still. */
function sourceOf(files: readonly (VideoValue | ImageValue | undefined)[]) {
  const clip = files.find((file) => file !== undefined && 'frameCount' in file) as VideoValue | undefined;
  const still = files.find((file) => file !== undefined);
  return clip ?? (still && { width: still.width, height: still.height, frameCount: 1, fps: 24 });
}

function unreadableJson(name: string, label: string, text: unknown): Finding[] {
  if (typeof text !== 'string' || text.trim() === '' || parsedJson(text) !== undefined) return [];
  return [
    {
      severity: 'error',
      code: 'invalid-param',
      param: name,
      message: `“${label}” is not JSON that can be sent.`,
      fix: 'Write e.g. ["a", "b"] or {"x": 1}, texts in double quotes. Files are named by their web address only.',
    },
  ];
}
