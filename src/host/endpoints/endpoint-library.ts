import { join } from 'node:path';
import { z } from 'zod';
import { type Failure, failure, isFailure } from '../../engine/problem.ts';
import { isEndpointId } from '../../fal/openapi/endpoint-id.ts';
import { type KeptSchema, keepSchema, parseKeptSchema } from '../../fal/openapi/kept-schema.ts';
import { readDocument } from '../../fal/openapi/read-document.ts';
import { writeAtomic } from '../../files/write-atomic.ts';
import type { Clock } from '../clock.ts';
import { readJsonFile } from '../editor/read-json-file.ts';
import type { ModelCatalogue } from '../providers/model-catalogue.ts';
import type { Provider } from '../providers/provider.ts';
import { fetchDocument } from './fetch-document.ts';

/** A model with what is known of it. */
export interface FoundEndpoint {
  readonly id: string;
  readonly schema: KeptSchema;
}

/** Descriptions of models: fetched, read from files, and the last good copy of each kept on disk. */
export interface EndpointLibrary {
  /** The last good copy, or null where there is none. */
  find(id: string): Promise<FoundEndpoint | null>;
  fetch(id: string, provider: Provider, signal?: AbortSignal): Promise<FoundEndpoint | Failure>;
  /** Takes a document that the user has; `wanted` is the model that it has to describe, if any. */
  read(text: string, wanted: string | null): Promise<FoundEndpoint | Failure>;
}

export interface LibraryOptions {
  readonly home: string;
  readonly clock: Clock;
  readonly modelsOf: (provider: Provider) => ModelCatalogue;
}

const keptFile = z.object({ id: z.string(), schema: z.unknown() });

export function createEndpointLibrary({ home, clock, modelsOf }: LibraryOptions): EndpointLibrary {
  const fileOf = (id: string) => join(home, 'endpoints', `${id.replaceAll('/', '+')}.json`);
  const today = () => new Date(clock.now()).toISOString().slice(0, 10);

  async function take(
    text: string,
    wanted: string | null,
    source: KeptSchema['source'],
    price?: KeptSchema['price'],
  ): Promise<FoundEndpoint | Failure> {
    const read = readDocument(text, wanted);
    if (!read.ok) return failure('bad-input', read.message, read.fix, { param: 'endpoint' });
    const id = read.endpoint.endpoint;
    const schema = keepSchema(read.endpoint, { readOn: today(), source, price });
    await writeAtomic(fileOf(id), `${JSON.stringify({ id, schema })}\n`);
    return { id, schema };
  }

  /** Best effort: without a key the list cannot be read, and a model may not be on it. */
  async function priceOf(id: string, models: ModelCatalogue): Promise<KeptSchema['price']> {
    const answer = await models.unitPrice(id);
    return answer.ok && answer.value.unit !== null
      ? { unitUsd: answer.value.usd, unit: answer.value.unit.slice(0, 40), asOf: today() }
      : undefined;
  }

  return {
    async find(id) {
      if (!isEndpointId(id)) return null;
      const kept = await readJsonFile(fileOf(id), keptFile);
      const schema = kept?.id === id ? parseKeptSchema(kept.schema) : null;
      return schema && { id, schema };
    },
    async fetch(id, provider, signal) {
      if (!isEndpointId(id)) return notAnId(id);
      const models = modelsOf(provider);
      const text = await fetchDocument(id, { models, provider, clock, signal });
      if (isFailure(text)) return text;
      return take(text, id, provider.isSimulated ? 'simulator' : 'fal', await priceOf(id, models));
    },
    read: (text, wanted) => take(text, wanted, 'file'),
  };
}

function notAnId(text: string): Failure {
  return failure(
    'invalid-param',
    `“${text.slice(0, 100)}” is not the id of a model.`,
    'Copy it from the model’s page, e.g. fal-ai/ltx-2.3-quality/render-to-real.',
    { param: 'endpoint' },
  );
}
