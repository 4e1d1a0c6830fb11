import { Hono } from 'hono';
import { z } from 'zod';
import type { RequestValue } from '../../engine/value.ts';
import { type CodeLanguage, REQUEST_CODE } from '../../fal/request-code/index.ts';
import type { Host } from '../host.ts';
import { codeRequestOf } from '../services/code-request.ts';
import { jsonBody, limitJson } from './json-body.ts';
import { problemAnswer } from './problem-answer.ts';

const codeBody = z.object({
  language: z.enum(Object.keys(REQUEST_CODE) as [CodeLanguage, ...CodeLanguage[]]),
  endpoint: z
    .string()
    .regex(/^[\w.-]+(\/[\w.-]+)+$/)
    .max(200),
  input: z.record(z.string().max(200), z.json()),
});

/** A request as a script of its own: files by their path on this machine, the key by the name of its variable. */
export function requestCodeRoutes(host: Host) {
  return new Hono().post('/', limitJson, jsonBody(codeBody), (c) => {
    const { language, endpoint, input } = c.req.valid('json');
    const found = codeRequestOf({ endpoint, input: input as RequestValue['input'] }, host.assets);
    if (!found.ok) return c.json(problemAnswer('missing-media', found.message, found.fix), 409);
    return c.json({ code: REQUEST_CODE[language](found.request) });
  });
}
