import { Hono } from 'hono';
import { z } from 'zod';
import type { Endpoint } from '../../fal/endpoint.ts';
import type { Field } from '../../fal/field.ts';
import { LORA_INPUT } from '../../fal/lora-input.ts';
import type { SimulatorState } from '../simulator-state.ts';
import { notFound } from './refusals.ts';

type Schema = Record<string, unknown>;

/** Routes of `fal.ai`: the OpenAPI document of each endpoint. Public. */
export function openapiRoutes(state: SimulatorState): Hono {
  const app = new Hono();
  app.get('/api/openapi/queue/openapi.json', (c) => {
    const request = c.req.raw;
    const profile = state.gate.profileOf(request);
    return state.gate.pass({ route: 'openapi', profile, request }, async () => {
      const id = c.req.query('endpoint_id') ?? '';
      const endpoint = state.endpoints.find((known) => known.id === id);
      return endpoint ? Response.json(openapiDocument(endpoint)) : notFound(`Application '${id}' not found`);
    });
  });
  return app;
}

/** OpenAPI 3.0.4 of one endpoint's queue calls, laid out as fal publishes it. */
export function openapiDocument(contract: Endpoint): Schema {
  const { id } = contract;
  const name = `Ltx${pascal(id.split('/').slice(1).join('-').replace('ltx', ''))}`;
  const json = (schema: Schema) => ({ content: { 'application/json': { schema } } });
  const ref = (schema: string) => ({ $ref: `#/components/schemas/${schema}` });
  const status = { 200: { description: 'The request status.', ...json(ref('QueueStatus')) } };
  const requestId = { name: 'request_id', in: 'path', required: true, schema: { type: 'string' } };
  return {
    openapi: '3.0.4',
    info: {
      title: `Queue OpenAPI for ${id}`,
      version: '1.0.0',
      description: `The OpenAPI schema for the ${id} queue.`,
      'x-fal-metadata': {
        endpointId: id,
        category: 'video-to-video',
        thumbnailUrl: '',
        playgroundUrl: `https://fal.ai/models/${id}`,
        documentationUrl: `https://fal.ai/models/${id}/api`,
      },
    },
    components: {
      securitySchemes: {
        apiKeyAuth: { type: 'apiKey', in: 'header', name: 'Authorization', description: 'Fal Key' },
      },
      schemas: {
        QueueStatus: queueStatusSchema(),
        ImageSize: IMAGE_SIZE,
        LoRAInput: { title: 'LoRAInput', ...jsonSchema(LORA_INPUT) },
        [`${name}Input`]: inputSchema(contract, `${name}Input`),
        [`${name}Output`]: { title: `${name}Output`, ...jsonSchema(contract.output) },
      },
    },
    paths: {
      [`/${id}`]: {
        post: { requestBody: { required: true, ...json(ref(`${name}Input`)) }, responses: status },
      },
      [`/${id}/requests/{request_id}`]: {
        get: {
          parameters: [requestId],
          responses: { 200: { description: 'Result of the request.', ...json(ref(`${name}Output`)) } },
        },
      },
      [`/${id}/requests/{request_id}/status`]: { get: { parameters: [requestId], responses: status } },
      [`/${id}/requests/{request_id}/cancel`]: {
        put: {
          parameters: [requestId],
          responses: {
            200: {
              description: 'The request was cancelled.',
              ...json({ type: 'object', properties: { success: { type: 'boolean' } } }),
            },
          },
        },
      },
    },
    servers: [{ url: 'https://queue.fal.run' }],
    security: [{ apiKeyAuth: [] }],
  };
}

function inputSchema({ fields }: Endpoint, title: string): Schema {
  const names = Object.keys(fields);
  return {
    title,
    type: 'object',
    'x-fal-order-properties': names,
    properties: Object.fromEntries(names.map((name) => [name, property(name, fields[name]!)])),
    required: names.filter((name) => 'required' in fields[name]! && fields[name].required),
  };
}

function property(name: string, field: Field): Schema {
  const title = pascal(name).replace(/(?<=[a-z])(?=[A-Z])/g, ' ');
  const common = { title, description: field.help };
  switch (field.kind) {
    case 'video':
    case 'image':
      return field.required
        ? {
            ...common,
            type: 'string',
            'x-fal': { max_file_size: null },
            ui: { field: field.kind, important: true },
          }
        : { ...common, anyOf: [{ type: 'string' }, { type: 'null' }], ui: { field: field.kind } };
    case 'audio':
      return { ...common, anyOf: [{ type: 'string' }, { type: 'null' }], ui: { field: 'audio' } };
    case 'text':
      return { ...common, type: 'string', ...byDefault(field.default) };
    case 'json':
      return { ...common, ...byDefault(field.default) };
    case 'integer':
    case 'number':
      return {
        ...common,
        type: field.kind,
        ...(field.min !== undefined && { [field.isMinExcluded ? 'exclusiveMinimum' : 'minimum']: field.min }),
        ...(field.max !== undefined && { maximum: field.max }),
        ...byDefault(field.default),
      };
    case 'choice':
      return { ...common, type: 'string', enum: field.options, default: field.default };
    case 'toggle':
      return { ...common, type: 'boolean', default: field.default };
    case 'seed':
      return { ...common, anyOf: [{ type: 'integer' }, { type: 'null' }] };
    case 'image-size':
      return {
        ...common,
        anyOf: [{ $ref: '#/components/schemas/ImageSize' }, { type: 'string', enum: field.options }],
        default: field.default,
      };
    case 'loras':
      return {
        ...common,
        type: 'array',
        items: { $ref: '#/components/schemas/LoRAInput' },
        maxItems: field.max,
      };
  }
}

const byDefault = (value: unknown) => (value === undefined ? {} : { default: value });

const IMAGE_SIZE: Schema = {
  title: 'ImageSize',
  type: 'object',
  properties: {
    width: { type: 'integer', minimum: 1, maximum: 14_142, default: 512 },
    height: { type: 'integer', minimum: 1, maximum: 14_142, default: 512 },
  },
};

function queueStatusSchema(): Schema {
  return {
    title: 'QueueStatus',
    type: 'object',
    properties: {
      status: { type: 'string', enum: ['IN_QUEUE', 'IN_PROGRESS', 'COMPLETED'] },
      request_id: { type: 'string', description: 'The request id.' },
      response_url: { type: 'string' },
      status_url: { type: 'string' },
      cancel_url: { type: 'string' },
      logs: { type: 'object', additionalProperties: true },
      metrics: { type: 'object', additionalProperties: true },
      queue_position: { type: 'integer' },
    },
    required: ['status', 'request_id'],
  };
}

function jsonSchema(schema: z.core.$ZodType): Schema {
  const { $schema: _, ...rest } = z.toJSONSchema(schema, { target: 'openapi-3.0' });
  return rest;
}

function pascal(text: string): string {
  return text
    .split(/[^A-Za-z0-9]+/)
    .map((word) => word.charAt(0).toUpperCase() + word.slice(1))
    .join('');
}
