import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, onTestFinished, test } from 'vitest';
import { isPreConnectError } from '../../src/host/providers/fal-errors.ts';
import { patientTransport } from '../../src/host/providers/patient-transport.ts';

async function serve(answer: RequestListener): Promise<string> {
  const server = createServer(answer);
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

test('a request goes out and its answer comes back as with fetch', async () => {
  const origin = await serve((request, response) => {
    const { method, url, headers } = request;
    const said = { method, url, key: headers.authorization, type: headers['content-type'] };
    request.setEncoding('utf8').on('data', (body: string) => {
      response.writeHead(422, { 'content-type': 'application/json' });
      response.end(JSON.stringify({ ...said, body }));
    });
  });
  const headers = { authorization: 'Bearer key', 'content-type': 'application/json' };
  const answer = await patientTransport(`${origin}/a?b=c`, { method: 'POST', headers, body: '{"d":1}' });
  expect(answer.status).toBe(422);
  expect(await answer.json()).toEqual({
    ...{ method: 'POST', url: '/a?b=c', key: 'Bearer key', type: 'application/json', body: '{"d":1}' },
  });
});

test('an answer without a body', async () => {
  const origin = await serve((_, response) => response.writeHead(204).end());
  const answer = await patientTransport(origin, {});
  expect([answer.status, await answer.text()]).toEqual([204, '']);
});

test('the caller’s signal ends the wait', async () => {
  const stop = new AbortController();
  const origin = await serve(() => stop.abort());
  await expect(patientTransport(origin, { signal: stop.signal })).rejects.toMatchObject({
    name: 'AbortError',
  });
});

test('a line that breaks is told apart from one that never stood', async () => {
  const origin = await serve((request) => request.socket.destroy());
  const broken = await patientTransport(origin, {}).catch((error: unknown) => error);
  expect([broken instanceof Error, isPreConnectError(broken)]).toEqual([true, false]);
  const refused = await patientTransport('http://127.0.0.1:1', {}).catch((error: unknown) => error);
  expect(isPreConnectError(refused)).toBe(true);
});
