import { Hono } from 'hono';
import { z } from 'zod';
import type { Host } from '../host.ts';
import { jsonBody, limitJson } from './json-body.ts';
import { pinList } from './pin-list.ts';

const pinsBody = z.object({ pins: pinList });

/** The takes that stand in for cells of a workflow, kept across sessions. */
export function pinRoutes(host: Host) {
  return new Hono()
    .get('/:workflowId', (c) => c.json({ pins: host.pins.of(c.req.param('workflowId')) }))
    .put('/:workflowId', limitJson, jsonBody(pinsBody), async (c) => {
      await host.pins.set(c.req.param('workflowId').slice(0, 200), c.req.valid('json').pins);
      return c.json({ ok: true });
    });
}
