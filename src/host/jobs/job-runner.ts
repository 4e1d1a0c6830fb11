import type { JobRunner } from '../../engine/node-context.ts';
import { MAX_SEED } from '../../engine/param.ts';
import { type Failure, failure } from '../../engine/problem.ts';
import type { ProviderTerms } from '../../engine/provider-terms.ts';
import type { RequestValue } from '../../engine/value.ts';
import { endpointById } from '../../fal/index.ts';
import { isEndpointId } from '../../fal/openapi/endpoint-id.ts';
import { formatUsd } from '../../fal/price.ts';
import type { AssetStore } from '../assets/asset-store.ts';
import type { Provider } from '../providers/provider.ts';
import type { Allowance } from '../runs/run-ceiling.ts';
import type { JobDesk } from './job-desk.ts';
import { assetsOf } from './request-assets.ts';
import { requestKeyOf } from './request-key.ts';
import { type CapRefusal, type Caps, refuseUnpriced } from './spending-caps.ts';

export interface RunnerOptions {
  readonly desk: JobDesk;
  readonly isReady: (provider: Provider) => boolean;
  readonly assets: AssetStore;
  readonly provider: Provider;
  readonly terms?: ProviderTerms;
  readonly owner: number;
  readonly run: { readonly id: string; readonly workflowId: string; readonly workflowName: string };
  /** Nodes that want a new take although the same request has brought one. */
  readonly again: ReadonlySet<string>;
  readonly caps: () => Caps;
  /** What the run may still send. */
  readonly allowance: Pick<Allowance, 'take'>;
  /** Whether another run has asked for the same, and got it or is about to. */
  readonly wasAsked: (requestKey: string) => boolean;
  readonly drawSeed: () => number;
  /** What the provider asks for one unit now; null where it does not say. */
  readonly unitUsdOf: (provider: Provider, endpoint: string) => Promise<number | null>;
}

/** The door through which the nodes of one run spend money. */
export function createJobRunner(options: RunnerOptions): JobRunner {
  const { desk, provider, terms, owner, run, caps, again } = options;

  /**
   * Without the seed that is drawn here: the same request finds the job it started before. A new take of a request that
   * was asked before belongs to its run; another seed makes it another request, which a later run finds again.
   */
  function keyOf({ endpoint, input }: RequestValue, nodeId: string): string {
    const key = requestKeyOf(provider.id, endpoint, input);
    return again.has(nodeId) && options.wasAsked(key)
      ? requestKeyOf(provider.id, endpoint, input, run.id)
      : key;
  }

  /** Only what is sent anew counts, and that once: a take that is paid for already needs no allowance. */
  function capsOnce(costUsd: number | null): () => Caps {
    let beyond: CapRefusal | null | undefined;
    return () => {
      if (beyond === undefined) beyond = options.allowance.take(costUsd);
      return { ...caps(), beyond };
    };
  }

  return {
    async submit(request, { nodeId, places }, signal, progress) {
      if (!options.isReady(provider)) return noKeyFailure(provider);
      const refused = (await refuseRequest(request, options.assets)) ?? refuseByTerms(request, terms);
      if (refused) return refused;
      const costUsd = terms ? terms.costUsd(request) : request.costUsd;
      const unpriced = refuseUnpriced(provider, costUsd === null ? 1 : 0, caps());
      if (unpriced) return failure('over-cap', unpriced.message, unpriced.fix);
      const dearer = await refuseOldPrice(request, options);
      if (dearer) return dearer;
      const input = withSeed(request, options.drawSeed);
      const { seed } = input;
      const isDrawn = request.input.seed === undefined && seed !== undefined;
      return desk.submit(
        {
          runId: run.id,
          workflowId: run.workflowId,
          workflowName: run.workflowName,
          nodeId,
          places,
          endpoint: request.endpoint,
          provider,
          owner,
          requestKey: keyOf(request, nodeId),
          seed: typeof seed === 'number' ? seed : null,
          mark: isDrawn ? `seed ${seed}` : null,
          input,
          asked: request.output,
          // Without a price of its own it counts at that of the endpoint, which is better than at nothing.
          estimateUsd: costUsd ?? request.costUsd ?? 0,
          megapixels: request.megapixels,
          unitPriceUsd: request.unitUsd ?? request.price?.usdPerMegapixel ?? 0,
        },
        { caps: capsOnce(costUsd), signal, progress },
      );
    },
  };
}

/** A seed that was drawn for one job tells it from every other, should its submit be lost. */
function withSeed({ endpoint, input }: RequestValue, drawSeed: () => number): RequestValue['input'] {
  const takesSeed = endpointById(endpoint)?.fields.seed?.kind === 'seed';
  return input.seed === undefined && takesSeed ? { ...input, seed: drawSeed() } : input;
}

async function refuseRequest(request: RequestValue, assets: AssetStore): Promise<Failure | null> {
  if (!isEndpointId(request.endpoint)) {
    return failure('bad-input', `“${request.endpoint}” is not the id of a model.`, 'Choose another model.');
  }
  for (const { asset, name } of assetsOf(Object.values(request.input))) {
    if (await assets.isWhole(asset)) continue;
    return failure('missing-media', `“${name}” is no longer in the asset store.`, 'Choose the file again.');
  }
  return null;
}

/** A workflow can say anything about prices; money is spent only on what the provider itself still asks. */
async function refuseOldPrice(
  { endpoint, isKeptPrice, unitUsd = 0 }: RequestValue,
  { provider, unitUsdOf }: RunnerOptions,
): Promise<Failure | null> {
  if (provider.isSimulated || !isKeptPrice) return null;
  const nowUsd = await unitUsdOf(provider, endpoint);
  if (nowUsd !== null && nowUsd <= unitUsd) return null;
  return failure(
    'over-cap',
    nowUsd === null
      ? `The price of “${endpoint}” could not be confirmed, so nothing was sent.`
      : `“${endpoint}” costs ${formatUsd(nowUsd, 'after')} a result by now, not ${formatUsd(unitUsd, 'after')}; nothing was sent.`,
    nowUsd === null ? 'Try again later.' : 'Fetch the model’s description again: that renews its price.',
  );
}

/** What the plan could not see yet, such as a file that had to be made first. */
function refuseByTerms(request: RequestValue, terms: ProviderTerms | undefined): Failure | null {
  const found = terms?.check(request).find(({ severity }) => severity === 'error');
  return found ? failure(found.code, found.message, found.fix) : null;
}

/** Why nothing can be sent to a provider that needs a key. */
export function noKeyFailure(provider: Provider): Failure {
  const { label, keyPage } = provider.words;
  return failure(
    'provider',
    `No ${label} key is set, so the job was not sent.`,
    `Set a key from ${keyPage}, or choose the simulator.`,
  );
}

/** A seed that the wire, JSON and SQLite all keep exactly. */
export function randomSeed(random: () => number = Math.random): number {
  return Math.floor(random() * (MAX_SEED + 1));
}
