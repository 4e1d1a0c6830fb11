import { Hono } from 'hono';
import type { Host } from '../host.ts';
import { startOfDayMs } from '../jobs/spending-caps.ts';

/** Money of the user's day. */
export function spendingRoutes(host: Host) {
  return new Hono().get('/', (c) => {
    const { capPerRunUsd, capPerDayUsd } = host.settings.get();
    const money = host.jobs.spending(startOfDayMs(host.clock.now()));
    return c.json({ ...money, capPerRunUsd, capPerDayUsd, trouble: host.settings.trouble() });
  });
}
