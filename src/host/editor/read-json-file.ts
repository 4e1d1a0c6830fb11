import { readFile } from 'node:fs/promises';
import type { z } from 'zod';

/** A JSON file that fits, or null where it is missing or damaged. */
export async function readJsonFile<T extends z.ZodType>(path: string, schema: T): Promise<z.infer<T> | null> {
  try {
    return schema.safeParse(JSON.parse(await readFile(path, 'utf8'))).data ?? null;
  } catch {
    return null;
  }
}
