import { type Failure, failure } from '../../engine/problem.ts';
import { MAX_DOCUMENT_CHARACTERS } from '../../fal/openapi/read-document.ts';
import type { Clock } from '../clock.ts';
import type { ModelCatalogue } from '../providers/model-catalogue.ts';
import type { Provider } from '../providers/provider.ts';

const DEADLINE_MS = 20_000;
const BY_FILE = 'Load the model’s OpenAPI document from a file';

export interface DocumentFetch {
  readonly models: ModelCatalogue;
  readonly provider: Pick<Provider, 'isSimulated'>;
  readonly clock: Clock;
  readonly signal?: AbortSignal;
}

/** The text of a model's OpenAPI document, from fal alone: no redirects, a deadline, and a bound on its size. */
export async function fetchDocument(
  endpoint: string,
  { models, provider, clock, signal }: DocumentFetch,
): Promise<string | Failure> {
  const late = new AbortController();
  const done = new AbortController();
  void clock.sleep(DEADLINE_MS, done.signal).then(() => {
    if (!done.signal.aborted) late.abort(new Error(`no answer within ${DEADLINE_MS / 1000} s`));
  });
  const stop = signal ? AbortSignal.any([signal, late.signal]) : late.signal;
  try {
    const response = await models.openapi(endpoint, stop);
    if (response.ok) return (await cappedText(response)) ?? tooLarge(endpoint);
    await response.body?.cancel();
    return refused(endpoint, provider, response.status);
  } catch (error) {
    const cause = error instanceof Error && error.cause instanceof Error ? `: ${error.cause.message}` : '';
    const reason = late.signal.aborted
      ? `no answer within ${DEADLINE_MS / 1000} s`
      : `${String(error)}${cause}`;
    return failure(
      'provider',
      `The description of “${endpoint}” could not be fetched: ${reason.replace(/^\w*Error: /, '')}.`,
      `Check the network and try again. ${BY_FILE} to go on without it.`,
      { param: 'endpoint' },
    );
  } finally {
    done.abort();
  }
}

async function cappedText(response: Response): Promise<string | null> {
  const parts: Uint8Array[] = [];
  let size = 0;
  for await (const part of response.body ?? []) {
    size += part.length;
    if (size > MAX_DOCUMENT_CHARACTERS) return null;
    parts.push(part);
  }
  return Buffer.concat(parts).toString('utf8');
}

function tooLarge(endpoint: string): Failure {
  return failure(
    'provider',
    `The description of “${endpoint}” has more than ${MAX_DOCUMENT_CHARACTERS / 1e6} MB.`,
    'Check the id of the model.',
    { param: 'endpoint' },
  );
}

function refused(endpoint: string, provider: DocumentFetch['provider'], status: number): Failure {
  const where = { param: 'endpoint' };
  if (provider.isSimulated) {
    const fix = `Choose the fal provider to fetch it from fal. ${BY_FILE} to go on without.`;
    return failure('provider', `The simulator does not play “${endpoint}”.`, fix, where);
  }
  if (status === 404) {
    const fix = `Check the id at fal.ai/models. ${BY_FILE} if you have it.`;
    return failure('provider', `fal has no model “${endpoint}”.`, fix, where);
  }
  const fix = `Try again later. ${BY_FILE} to go on without.`;
  return failure('provider', `fal answers ${status} for the description of “${endpoint}”.`, fix, where);
}
