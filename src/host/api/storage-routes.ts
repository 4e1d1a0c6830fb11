import { Hono } from 'hono';
import type { Host } from '../host.ts';
import { newestWhole } from '../store/backups.ts';

/** How the ledger is kept, and the way out where it can't be used. */
export function storageRoutes(host: Host) {
  return new Hono()
    .get('/', (c) => {
      const trouble = host.store.trouble();
      const isDamaged = host.store.readOnlyFor?.kind === 'damaged';
      const backup = isDamaged ? newestWhole(host.home) : null;
      return c.json({
        trouble: trouble && { message: trouble.message, fix: trouble.fix },
        /** Whether the ledger may be made anew from a backup and what is left of it. */
        mayRestore: isDamaged,
        backup: backup && { atMs: backup.atMs, jobCount: backup.jobCount },
      });
    })
    .post('/restore', async (c) => c.json(await host.restoreLedger(false)));
}
