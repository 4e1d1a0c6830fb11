import type { Simulator } from '../../src/simulator/simulator.ts';

/** A request as the provider has it in its books. */
export interface RecordedRequest {
  readonly id: string;
  readonly seed: number;
  /** Null while it is under way. */
  readonly isSuccess: boolean | null;
  /** What was charged for it; 0 where nothing was, and at Oxen, which tells no sums. */
  readonly costUsd: number;
}

const APP = 'fal-ai/ltx-2.3-quality';
const ENDPOINTS = [`${APP}/render-to-real`, `${APP}/hdr`];

/** Everything that was ever sent, asked for as anybody else would. */
export async function readProviderBook(simulator: Simulator): Promise<RecordedRequest[]> {
  return [...(await falRequests(simulator)), ...(await oxenRequests(simulator))];
}

async function falRequests(simulator: Simulator): Promise<RecordedRequest[]> {
  const headers = { authorization: 'Key any:key' };
  const costs = new Map<string, number>();
  const query = new URLSearchParams({ limit: '100' });
  for (const endpoint of ENDPOINTS) query.append('endpoint_id', endpoint);
  for await (const row of pages(simulator, 'billing-events', query, 'billing_events', headers)) {
    const { request_id, cost_total } = row as { request_id: string; cost_total: number };
    costs.set(request_id, cost_total);
  }
  query.append('expand', 'payloads');
  const found: RecordedRequest[] = [];
  for await (const row of pages(simulator, 'requests/by-endpoint', query, 'items', headers)) {
    const { request_id, status_code, json_input } = row as {
      request_id: string;
      status_code: number | null;
      json_input: { seed: number };
    };
    const isSuccess = status_code === null ? null : status_code < 400;
    found.push({ id: request_id, seed: json_input.seed, isSuccess, costUsd: costs.get(request_id) ?? 0 });
  }
  return found;
}

async function* pages(
  simulator: Simulator,
  path: string,
  query: URLSearchParams,
  rows: string,
  headers: Record<string, string>,
): AsyncGenerator<unknown, void> {
  const own = new URLSearchParams(query);
  for (;;) {
    const url = `https://api.fal.ai/v1/models/${path}?${own}`;
    const page = (await (await simulator.fetch(new Request(url, { headers }))).json()) as {
      [name: string]: unknown;
    };
    yield* page[rows] as unknown[];
    if (page.next_cursor === null) return;
    own.set('cursor', String(page.next_cursor));
  }
}

async function oxenRequests(simulator: Simulator): Promise<RecordedRequest[]> {
  const headers = { authorization: 'Bearer any-key' };
  const found: RecordedRequest[] = [];
  // Without a status the list is of those that are under way.
  for (const status of [null, 'succeeded', 'failed', 'cancelled']) {
    const url = `https://hub.oxen.ai/api/ai/queue${status === null ? '' : `?status=${status}`}`;
    const answer = await simulator.fetch(new Request(url, { headers }));
    const { generations } = (await answer.json()) as {
      generations: { generation_id: string; seed: number }[];
    };
    const isSuccess = status === null ? null : status === 'succeeded';
    found.push(...generations.map(({ generation_id: id, seed }) => ({ id, seed, isSuccess, costUsd: 0 })));
  }
  return found;
}
