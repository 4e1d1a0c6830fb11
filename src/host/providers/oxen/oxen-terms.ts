import type { Finding } from '../../../engine/finding.ts';
import type { ProviderTerms } from '../../../engine/provider-terms.ts';
import { type AssetRef, isPendingAsset, type RequestValue } from '../../../engine/value.ts';
import { endpointById } from '../../../fal/index.ts';
import { oxenModelOf } from '../../../fal/oxen/models.ts';
import { type OxenPricing, oxenCostUsd } from '../../../fal/oxen/price.ts';
import { refuseForOxen } from '../../../fal/oxen/refusals.ts';
import { assetsOf } from '../../jobs/request-assets.ts';

export interface OxenTermsOptions {
  /** The public address that an asset was read from; absent where files can be uploaded. */
  readonly addressOf?: (asset: string) => string | null;
  /** Price list entries by model; absent where nothing is paid. */
  readonly pricing?: ReadonlyMap<string, OxenPricing>;
  /** The user's own figure where Oxen tells none. */
  readonly usdPerSecond?: number | null;
}

/** Ports of request nodes by the field that they fill; other fields are params of their own name. */
const PORTS: Readonly<Record<string, string>> = {
  video_url: 'video',
  control_video_url: 'control',
  mid_image_url: 'keyframes',
  end_image_url: 'keyframes',
  loras: 'loras',
};

/** What Oxen makes of requests that are written for fal. */
export function oxenTerms({ addressOf, pricing, usdPerSecond }: OxenTermsOptions): ProviderTerms {
  return {
    check(request) {
      const endpoint = endpointById(request.endpoint);
      if (!endpoint) {
        const message = `Oxen has no model for “${request.endpoint}”.`;
        return [finding(request, null, message, 'Choose fal as the provider.')];
      }
      const lacks = refuseForOxen(endpoint, request.input).map(({ field, message, fix }) =>
        finding(request, field, message, fix),
      );
      return lacks.length > 0 || !addressOf ? lacks : localFiles(request, addressOf);
    },
    costUsd(request) {
      if (!pricing) return request.costUsd;
      const model = oxenModelOf(request.endpoint)?.model ?? '';
      if (!request.output) return null;
      const { frameCount, fps } = request.output;
      const told = oxenCostUsd(pricing.get(model) ?? null, request.output);
      return told ?? (typeof usdPerSecond === 'number' ? usdPerSecond * (frameCount / fps) : null);
    },
  };
}

/** Oxen documents no way to upload inputs: it fetches them itself. */
function localFiles(request: RequestValue, addressOf: (asset: string) => string | null): Finding[] {
  return Object.entries(request.input).flatMap(([field, value]) => {
    const local = assetsOf([value]).find(
      (file) => isPendingAsset(file.asset) || addressOf(file.asset) === null,
    );
    return local ? [localFile(request, field, local)] : [];
  });
}

function localFile(request: RequestValue, field: string, { asset, name }: AssetRef): Finding {
  const where = isPendingAsset(asset) ? 'is made on this machine' : 'is a file of this machine';
  return finding(
    request,
    field,
    `Oxen fetches inputs by their public address, and “${name}” ${where}.`,
    'Choose the file by its https address, or choose fal as the provider, which takes uploads.',
  );
}

function finding(request: RequestValue, field: string | null, message: string, fix: string): Finding {
  const still = 'mid_image_url' in (endpointById(request.endpoint)?.fields ?? {}) ? 'keyframes' : 'image';
  const port = field === 'image_url' ? still : PORTS[field ?? ''];
  return {
    severity: 'error',
    code: field === null ? 'provider' : 'bad-input',
    message,
    fix,
    ...(request.from !== undefined && { nodeId: request.from }),
    ...(port !== undefined ? { port } : field !== null && { param: field }),
  };
}
