import * as z from 'zod/mini';

/**
 * One adapter as the endpoints take it. `transformer` has one meaningful value for LTX, which has one transformer;
 * the other two are documented for a model with two of them, and no bound of `scale` is documented here.
 */
export const LORA_INPUT = z.object({
  path: z.string().check(z.minLength(1)),
  scale: z._default(z.number(), 1),
  transformer: z._default(z.enum(['both', 'high', 'low']), 'both'),
});
export type LoraInput = z.infer<typeof LORA_INPUT>;

/** Most adapters that one request takes. */
export const MAX_LORAS = 3;
