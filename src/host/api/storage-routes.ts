import { Hono } from 'hono';
import type { Host } from '../host.ts';
import { requestsPages } from '../providers/requests-pages.ts';
import { newestWhole } from '../store/backups.ts';
import type { Restored } from '../store/restore-ledger.ts';
import type { StorageTrouble } from '../store/storage-trouble.ts';

/** Trouble that comes up in the middle and does not go away before Blockout is started again. */
const LASTING: ReadonlySet<StorageTrouble['kind']> = new Set(['damaged', 'moved']);

/** How the ledger is kept, and the way out where it can't be used. */
export function storageRoutes(host: Host) {
  let restored: Restored | null = null;
  return new Hono()
    .get('/', (c) => {
      const { readOnlyFor } = host.store;
      const trouble = host.store.trouble();
      const mayRestore = readOnlyFor?.kind === 'damaged' && restored === null;
      const backup = mayRestore ? newestWhole(host.home) : null;
      return c.json({
        trouble: trouble && { message: trouble.message, fix: trouble.fix },
        /** Whether no job is sent before Blockout is started again. */
        sendsNothing: readOnlyFor !== null || (trouble !== null && LASTING.has(trouble.kind)),
        /** Whether the ledger may be made anew from a backup and what is left of it. */
        mayRestore,
        backup: backup && { atMs: backup.atMs, jobCount: backup.jobCount },
        /** The ledger that the next start will find, once it was made anew, and where to look for what it may lack. */
        restored: restored && { jobCount: restored.jobCount, lookAt: requestsPages(host.providers) },
      });
    })
    .post('/restore', async (c) => {
      restored = await host.restoreLedger(false);
      host.feed.emit({ kind: 'storage' });
      return c.json(restored);
    });
}
