import { Hono } from 'hono';
import { z } from 'zod';
import type { Route } from '../faults/fault-profile.ts';
import type { SimulatorState } from '../simulator-state.ts';
import { billingPage } from './billing-events.ts';
import { endpointIds } from './endpoint-ids.ts';
import { readJsonBody } from './read-json-body.ts';
import { platformError } from './refusals.ts';
import { requestPage } from './request-history.ts';

const MAX_ENDPOINTS = 50;

const estimateBody = z.discriminatedUnion('estimate_type', [
  z.object({
    estimate_type: z.literal('unit_price'),
    endpoints: z.record(z.string(), z.object({ unit_quantity: z.number().nonnegative() })),
  }),
  z.object({
    estimate_type: z.literal('historical_api_price'),
    endpoints: z.record(z.string(), z.object({ call_quantity: z.number().int().nonnegative() })),
  }),
]);
type Estimate = z.infer<typeof estimateBody>;

type PlatformHandler = (request: Request, state: SimulatorState) => Response | Promise<Response>;

/** Routes of `api.fal.ai/v1`: prices, request history and billing. All of them need a key. */
export function platformRoutes(state: SimulatorState): Hono {
  const app = new Hono();
  const guarded = (route: Route, handler: PlatformHandler) => (c: { req: { raw: Request } }) => {
    const request = c.req.raw;
    const profile = state.gate.profileOf(request);
    return state.gate.pass({ route, profile, request }, async () => {
      const problem = state.auth.check(request);
      if (!problem) return handler(request, state);
      const type = problem.status === 401 ? 'authorization_error' : 'permission_error';
      return platformError(problem.status, type, problem.detail);
    });
  };
  app.get('/v1/models/pricing', guarded('pricing', pricing));
  app.post('/v1/models/pricing/estimate', guarded('estimate', estimate));
  app.get('/v1/models/requests/by-endpoint', guarded('requests', requestPage));
  app.get('/v1/models/billing-events', guarded('billing', billingPage));
  app.notFound((c) => platformError(404, 'not_found', `There is no ${c.req.method} ${c.req.path}.`));
  return app;
}

function pricing(request: Request, { unitPriceUsd }: SimulatorState): Response {
  const ids = endpointIds(request);
  if (ids.length === 0 || ids.length > MAX_ENDPOINTS) {
    return platformError(400, 'validation_error', `endpoint_id takes 1 to ${MAX_ENDPOINTS} ids.`);
  }
  const prices = ids.map((endpoint_id) => ({
    endpoint_id,
    unit_price: unitPriceUsd(endpoint_id),
    unit: 'megapixels',
    currency: 'USD',
  }));
  const unknown = prices.find(({ unit_price }) => unit_price === undefined);
  if (unknown) return platformError(404, 'not_found', `There is no price for "${unknown.endpoint_id}".`);
  return Response.json({ prices, next_cursor: null, has_more: false });
}

async function estimate(request: Request, state: SimulatorState): Promise<Response> {
  const body = await readJsonBody(request);
  const parsed = estimateBody.safeParse(body.ok ? body.value : undefined);
  if (!parsed.success) return platformError(400, 'validation_error', z.prettifyError(parsed.error));
  const costs = estimatedCosts(parsed.data, state);
  const unknown = costs.find(({ costUsd }) => costUsd === undefined);
  if (unknown) return platformError(404, 'not_found', `There is no price for "${unknown.id}".`);
  const total_cost = costs.reduce((sum, { costUsd }) => sum + costUsd!, 0);
  return Response.json({ estimate_type: parsed.data.estimate_type, total_cost, currency: 'USD' });
}

function estimatedCosts(estimate: Estimate, state: SimulatorState): { id: string; costUsd?: number }[] {
  switch (estimate.estimate_type) {
    case 'unit_price':
      return Object.entries(estimate.endpoints).map(([id, { unit_quantity }]) => {
        const unitUsd = state.unitPriceUsd(id);
        return { id, costUsd: unitUsd === undefined ? undefined : unitUsd * unit_quantity };
      });
    case 'historical_api_price':
      return Object.entries(estimate.endpoints).map(([id, { call_quantity }]) => {
        const unitUsd = state.unitPriceUsd(id);
        const costUsd = unitUsd === undefined ? undefined : unitUsd * meanUnits(id, state) * call_quantity;
        return { id, costUsd };
      });
  }
}

/** Mean billed units of an endpoint's jobs so far, 0 without any. */
function meanUnits(endpointId: string, { jobs }: SimulatorState): number {
  const units = jobs
    .all()
    .filter((job) => job.endpointId === endpointId && job.outcome?.httpStatus === 200)
    .map((job) => job.outcome!.billableUnits);
  return units.length === 0 ? 0 : units.reduce((sum, value) => sum + value, 0) / units.length;
}
