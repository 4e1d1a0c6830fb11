import type { Hono } from 'hono';
import { z } from 'zod';
import { oxenModelOf } from '../../fal/oxen/models.ts';
import type { SimulatorState } from '../simulator-state.ts';
import { oxenError } from './oxen-error.ts';

/** Invented: nobody outside knows what Oxen charges for these models. */
const USD_PER_SECOND = 0.1;

type Guard = (request: Request, answer: () => Promise<Response>) => Promise<Response>;

/** The models of the gateway with their prices and the parameters they take. */
export function modelRoutes(app: Hono, { endpoints }: SimulatorState, guard: Guard): void {
  const models = endpoints.flatMap((endpoint) => {
    const model = oxenModelOf(endpoint.id);
    if (!model) return [];
    const whole = z.toJSONSchema(endpoint.input, { io: 'input', unrepresentable: 'any' }) as {
      properties?: Record<string, unknown>;
      required?: readonly string[];
    };
    const named = Object.entries(model.params);
    const schema = {
      type: 'object',
      properties: Object.fromEntries(named.map(([field, param]) => [param, whole.properties?.[field] ?? {}])),
      required: named.filter(([field]) => whole.required?.includes(field)).map(([, param]) => param),
    };
    return [
      {
        id: model.model,
        object: 'model',
        created: 1_750_000_000,
        owned_by: 'oxen',
        display_name: endpoint.title,
        summary: endpoint.help,
        model_type: 'base',
        endpoint: '/videos/generate',
        capabilities: { input: ['text', 'video'], output: ['video'] },
        pricing: { method: 'per_video_output_second', cost_per_second: USD_PER_SECOND, cost_per_image: null },
        request_schema: schema,
        json_request_schema: schema,
      },
    ];
  });
  const page = (data: typeof models) => Response.json({ object: 'list', data });

  app.get('/ai/models', (c) => guard(c.req.raw, async () => page(models)));
  app.get('/ai/models/search', (c) => {
    const wanted = c.req.query('search') ?? '';
    return guard(c.req.raw, async () => page(models.filter(({ id }) => id.includes(wanted))));
  });
  app.get('/ai/models/:id', (c) => {
    const id = c.req.param('id');
    const model = models.find((candidate) => candidate.id === id);
    return guard(c.req.raw, async () =>
      model ? Response.json(model) : oxenError(404, `Model not found: ${id}`),
    );
  });
}
