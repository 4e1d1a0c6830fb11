import { z } from 'zod';

const id = z.string().min(1).max(200);

/** Takes that stand in for cells: node, places by the ids of their axes, job. */
export const pinList = z
  .array(z.object({ nodeId: id, places: z.record(z.string().max(400), z.string().max(1_000)), jobId: id }))
  .max(20_000);
