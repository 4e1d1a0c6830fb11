import { z } from 'zod';

/**
 * One adapter as the endpoints take it. `transformer` has one meaningful value for LTX, which has one transformer;
 * the other two are documented for a model with two of them, and no bound of `scale` is documented here.
 */
export const LORA_INPUT = z.object({
  path: z.string().min(1),
  scale: z.number().default(1),
  transformer: z.enum(['both', 'high', 'low']).default('both'),
});
export type LoraInput = z.infer<typeof LORA_INPUT>;

/** Most adapters that one request takes. */
export const MAX_LORAS = 3;
