import { withPageHeaders } from '../../host/door/page-headers.ts';

/** A plain page with one sentence of HTML, for a browser at the door. */
export function entryPage(
  status: number,
  message: string,
  headers: Readonly<Record<string, string>> = {},
): Response {
  const html = `<!doctype html><html lang="en"><meta charset="utf-8"><title>Blockout</title>
<meta name="color-scheme" content="dark light"><style>body{font:14px/1.5 system-ui;margin:20vh auto;max-width:40em;padding:0 1em}</style>
<h1>Blockout</h1><p>${message}</p></html>`;
  return withPageHeaders(
    new Response(html, {
      status,
      headers: { 'content-type': 'text/html; charset=utf-8', 'cache-control': 'no-store', ...headers },
    }),
  );
}
