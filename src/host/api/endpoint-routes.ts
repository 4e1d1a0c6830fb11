import { Hono } from 'hono';
import { z } from 'zod';
import { type Failure, isFailure } from '../../engine/problem.ts';
import type { FoundEndpoint } from '../endpoints/endpoint-library.ts';
import type { Host } from '../host.ts';
import { jsonBody, limitJson } from './json-body.ts';
import { problemAnswer } from './problem-answer.ts';

const fetchBody = z.object({ id: z.string().trim().min(1).max(300) });
const readBody = z.object({ text: z.string().max(20_000_000) });

/** Descriptions of models: fetched from the provider at hand, or taken from a document that the user has. */
export function endpointRoutes(host: Host) {
  const refused = ({ code, message, fix }: Failure) => problemAnswer(code, message, fix);
  const told = ({ id, schema }: FoundEndpoint) => ({ endpoint: { id, schema } });
  return new Hono()
    .post('/fetch', limitJson, jsonBody(fetchBody), async (c) => {
      const provider = host.providers.resolve(host.settings.get().provider);
      const found = await host.endpoints.fetch(c.req.valid('json').id, provider, c.req.raw.signal);
      return isFailure(found) ? c.json(refused(found), 422) : c.json(told(found));
    })
    .post('/read', limitJson, jsonBody(readBody), async (c) => {
      const found = await host.endpoints.read(c.req.valid('json').text, null);
      return isFailure(found) ? c.json(refused(found), 422) : c.json(told(found));
    });
}
