import { PROFILE_HEADER } from '../faults/fault-gate.ts';
import { FAULT_PROFILES } from '../faults/profiles/index.ts';
import { FAL_HOSTS, HOST_HEADER, serviceOfHost } from '../hosts.ts';

/** `GET /` on a simulator's port: what this is and how to point a client at it. */
export function landingPage(request: Request): Response {
  const host = request.headers.get(HOST_HEADER);
  if (host !== null && serviceOfHost(host)) return Response.json({ detail: 'Not Found' }, { status: 404 });
  const { origin } = new URL(request.url);
  return Response.json({
    name: 'Blockout simulator of fal.ai',
    note: 'Renders locally. Nothing is charged and nothing leaves this machine.',
    hosts: FAL_HOSTS,
    usage: {
      path: `${origin}/__host/<fal host>/<path>, for example ${origin}/__host/queue.fal.run/fal-ai/ltx-2.3-quality/render-to-real`,
      header: `${HOST_HEADER}: <fal host>`,
      client:
        'createFalClient({ credentials: "any:key", fetch: (url, init) => { const u = new URL(url); ' +
        `return fetch("${origin}/__host/" + u.host + u.pathname + u.search, init); } })`,
      profileHeader: `${PROFILE_HEADER}: <profile>, several joined by +`,
    },
    profiles: FAULT_PROFILES.map(({ name, summary }) => ({ name, summary })),
  });
}
