import { Hono } from 'hono';
import type { Host } from '../host.ts';
import { startOfDayMs } from '../jobs/spending-caps.ts';

/** Jobs that are looked through; nobody pays for more in a day. */
const SEARCHED = 10_000;

/** Money of the user's day. */
export function spendingRoutes(host: Host) {
  return new Hono().get('/', (c) => {
    const { capPerRunUsd, capPerDayUsd } = host.settings.get();
    const today = startOfDayMs(host.clock.now());
    let todayUsd = 0;
    let inFlightUsd = 0;
    for (const { createdAtMs, charge, costUsd } of host.jobs.list(SEARCHED)) {
      if (createdAtMs < today) continue;
      if (charge === 'open') inFlightUsd += costUsd;
      else todayUsd += costUsd;
    }
    const trouble = host.settings.trouble();
    return c.json({ todayUsd, inFlightUsd, capPerRunUsd, capPerDayUsd, trouble });
  });
}
