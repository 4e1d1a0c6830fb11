import { writeFileSync } from 'node:fs';
import { workflowJsonSchema } from '../src/engine/json-schema.ts';

const target = new URL('../resources/workflow.schema.json', import.meta.url);
writeFileSync(target, `${JSON.stringify(workflowJsonSchema(), null, 2)}\n`);
