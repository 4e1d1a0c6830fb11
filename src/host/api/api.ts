import { Hono } from 'hono';
import { HTTPException } from 'hono/http-exception';
import type { Host } from '../host.ts';
import { storageFailure } from '../problem-of-error.ts';
import { assetRoutes } from './asset-routes.ts';
import { diagnosticsRoutes } from './diagnostics-routes.ts';
import { dialogRoutes } from './dialog-routes.ts';
import { doorRoutes } from './door-routes.ts';
import { draftRoutes } from './draft-routes.ts';
import { endpointRoutes } from './endpoint-routes.ts';
import { eventRoutes } from './event-routes.ts';
import { grantRoutes } from './grant-routes.ts';
import { jobRoutes } from './job-routes.ts';
import { logRoutes } from './log-routes.ts';
import { nodeRoutes } from './node-routes.ts';
import { pinRoutes } from './pin-routes.ts';
import { providerRoutes } from './provider-routes.ts';
import { recentRoutes } from './recent-routes.ts';
import { requestCodeRoutes } from './request-code-routes.ts';
import { runRoutes } from './run-routes.ts';
import { sessionRoutes } from './session-routes.ts';
import { settingsRoutes } from './settings-routes.ts';
import { spendingRoutes } from './spending-routes.ts';
import { storageRoutes } from './storage-routes.ts';
import { templateRoutes } from './template-routes.ts';
import { workflowRoutes } from './workflow-routes.ts';

/** Every route of the host. Doors put their own guards in front. */
export function createApi(host: Host) {
  return new Hono()
    .basePath('/api')
    .route('/nodes', nodeRoutes(host))
    .route('/', runRoutes(host))
    .route('/events', eventRoutes(host))
    .route('/jobs', jobRoutes(host))
    .route('/assets', assetRoutes(host))
    .route('/settings', settingsRoutes(host))
    .route('/grants', grantRoutes(host))
    .route('/providers', providerRoutes(host))
    .route('/workflows', workflowRoutes(host))
    .route('/door', doorRoutes(host))
    .route('/session', sessionRoutes(host))
    .route('/drafts', draftRoutes(host))
    .route('/recents', recentRoutes(host))
    .route('/templates', templateRoutes(host))
    .route('/endpoints', endpointRoutes(host))
    .route('/pins', pinRoutes(host))
    .route('/request-code', requestCodeRoutes(host))
    .route('/spending', spendingRoutes(host))
    .route('/storage', storageRoutes(host))
    .route('/log', logRoutes(host))
    .route('/diagnostics', diagnosticsRoutes(host))
    .route('/', dialogRoutes(host))
    .onError((error, c) => {
      if (error instanceof HTTPException && error.status < 500) {
        return c.json({ problem: trouble('bad-input', error.message, 'Check the request.') }, error.status);
      }
      host.log.error('api', `${c.req.method} ${c.req.path} failed`, error);
      const storage = storageFailure(error);
      if (storage) return c.json({ problem: trouble('storage', storage.message, storage.fix) }, 503);
      return c.json(
        { problem: trouble('bug', 'Something went wrong in Blockout.', 'Try again; report it if it stays.') },
        500,
      );
    })
    .notFound((c) =>
      c.json(
        { problem: trouble('bug', `There is no ${c.req.method} ${c.req.path}.`, 'Update the window.') },
        404,
      ),
    );
}

/** The type of the whole API, for a typed client. */
export type HostApi = ReturnType<typeof createApi>;

function trouble(code: 'bug' | 'bad-input' | 'storage', message: string, fix: string) {
  return { severity: 'error' as const, code, message, fix };
}
