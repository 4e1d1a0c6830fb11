import { PROVIDER_IDS } from '../fal/provider.ts';
import type { HostPlan, PlanRequest } from '../host/runs/make-plan.ts';
import type { Parsed } from './arguments.ts';

export type RequestOptions =
  | { readonly ok: true; readonly request: Pick<PlanRequest, 'sets' | 'inputs' | 'provider'> }
  | { readonly ok: false; readonly message: string };

/** What `--set`, `--input` and `--provider` ask of a plan. */
export function requestOptions({ values }: Parsed): RequestOptions {
  const sets: NonNullable<PlanRequest['sets']>[number][] = [];
  for (const text of (values.set ?? []) as readonly string[]) {
    const found = /^([^=.]+)\.([^=]+)=([\s\S]*)$/.exec(text);
    if (!found)
      return { ok: false, message: `--set ${text}: write node.param=value, e.g. settings.num_frames=97.` };
    sets.push({ nodeId: found[1]!, param: found[2]!, text: found[3]! });
  }
  const inputs: NonNullable<PlanRequest['inputs']>[number][] = [];
  for (const text of (values.input ?? []) as readonly string[]) {
    const found = /^([^=]+)=([\s\S]+)$/.exec(text);
    if (!found) return { ok: false, message: `--input ${text}: write node=path, e.g. clip=shot010.mp4.` };
    inputs.push({ nodeId: found[1]!, path: found[2]! });
  }
  const provider = values.provider as HostPlan['provider'] | undefined;
  if (provider !== undefined && !PROVIDER_IDS.includes(provider)) {
    return {
      ok: false,
      message: `--provider ${provider}: choose ${PROVIDER_IDS.slice(0, -1).join(', ')} or ${PROVIDER_IDS.at(-1)}.`,
    };
  }
  return { ok: true, request: { sets, inputs, ...(provider && { provider }) } };
}
