import * as z from 'zod/mini';
import { documentSchema } from './document.ts';

/** The JSON Schema of a saved workflow, for editors and other programs. */
export function workflowJsonSchema(): Record<string, unknown> {
  return {
    $id: 'blockout-workflow-1',
    title: 'Blockout workflow',
    ...(z.toJSONSchema(documentSchema, { io: 'input' }) as Record<string, unknown>),
  };
}
