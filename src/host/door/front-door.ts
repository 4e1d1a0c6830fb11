import type { Host } from '../host.ts';
import { withPageHeaders } from './page-headers.ts';
import { createRendererFiles } from './renderer-files.ts';

/** The editor and the API of a host under one origin: what Electron's protocol and the browser door both serve. */
export interface FrontDoor {
  fetch(request: Request): Promise<Response>;
  /** Whether the editor has been built. */
  isBuilt(): Promise<boolean>;
}

/** Puts the built editor in `rendererFolder` in front of a host. */
export function createFrontDoor(host: Pick<Host, 'fetch'>, rendererFolder: string): FrontDoor {
  const files = createRendererFiles(rendererFolder);
  return {
    isBuilt: files.isBuilt,
    async fetch(request) {
      const { pathname } = new URL(request.url);
      const isApi = pathname === '/api' || pathname.startsWith('/api/');
      return withPageHeaders(await (isApi ? host.fetch(request) : files.answer(request)));
    },
  };
}
