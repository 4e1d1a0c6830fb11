import type { SimulatorState } from '../simulator-state.ts';
import { endpointIds } from './endpoint-ids.ts';
import { pageOf } from './page-of.ts';

/** `GET /v1/models/billing-events`: one row per charged request, the newest first. */
export function billingPage(request: Request, { jobs, unitPriceUsd }: SimulatorState): Response {
  const query = new URL(request.url).searchParams;
  const ids = endpointIds(request);
  const startMs = query.has('start') ? Date.parse(query.get('start')!) : 0;
  const endMs = query.has('end') ? Date.parse(query.get('end')!) : Number.POSITIVE_INFINITY;
  const rows = jobs
    .all()
    .filter((job) => job.outcome && job.outcome.billableUnits > 0)
    .filter((job) => ids.length === 0 || ids.includes(job.endpointId))
    .filter((job) => job.completedAtMs! >= startMs && job.completedAtMs! < endMs)
    .reverse()
    .map((job) => {
      const unit_price = unitPriceUsd(job.endpointId) ?? 0;
      const output_units = job.outcome!.billableUnits;
      const cost_total = unit_price * output_units;
      return {
        request_id: job.requestId,
        endpoint_id: job.endpointId,
        timestamp: new Date(job.completedAtMs!).toISOString(),
        output_units,
        unit_price,
        cost_subtotal: cost_total,
        cost_discount: 0,
        cost_total,
        cost_estimate_nano_usd: Math.round(cost_total * 1e9),
      };
    });
  const { items, ...page } = pageOf(rows, query, { usual: 50, most: 10_000 });
  return Response.json({ billing_events: items, ...page });
}
