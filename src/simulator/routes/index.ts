import type { Hono } from 'hono';
import type { FalService } from '../hosts.ts';
import { oxenRoutes } from '../oxen/oxen-routes.ts';
import type { SimulatorState } from '../simulator-state.ts';
import { cdnRoutes } from './cdn.ts';
import { openapiRoutes } from './openapi.ts';
import { platformRoutes } from './platform.ts';
import { queueRoutes } from './queue.ts';
import { runRoutes } from './run.ts';
import { storageRoutes } from './storage.ts';

/** The routes of every simulated service. */
export function routesOf(state: SimulatorState): Readonly<Record<FalService, Hono>> {
  return {
    queue: transparent(queueRoutes(state)),
    run: transparent(runRoutes(state)),
    rest: transparent(storageRoutes(state)),
    cdn: transparent(cdnRoutes(state)),
    platform: transparent(platformRoutes(state)),
    site: transparent(openapiRoutes(state)),
    oxen: transparent(oxenRoutes(state)),
  };
}

/** Lets broken connections and bugs reach the caller of `fetch` instead of turning into a 500. */
function transparent(app: Hono): Hono {
  return app.onError((error) => {
    throw error;
  });
}
