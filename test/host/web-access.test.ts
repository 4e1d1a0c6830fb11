import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import { expect, onTestFinished, test, vi } from 'vitest';
import { RefusedAddressError, systemDial } from '../../src/host/web/checked-connect.ts';
import { createWebAccess, type WebOptions } from '../../src/host/web/web-access.ts';
import { createWebWorld, type Page, PUBLIC_IP, type WebWorld } from './web-world.ts';

const redirect =
  (location: string): Page =>
  () =>
    new Response(null, { status: 302, headers: { location } });
const page: Page = () => new Response('hello');

/** The way into a world, and what happens there. */
function wayInto(world: WebWorld, options: WebOptions = {}) {
  const { resolveHost: resolve, dial } = world.host;
  const web = createWebAccess({ resolve, dial, ...options });
  onTestFinished(() => web.close());
  return {
    ...world,
    open: web.open,
    refusal: (url: string) =>
      web.open(url, {}).then(
        () => 'opened',
        (error: Error) => (error instanceof RefusedAddressError ? error.message : `failed: ${error}`),
      ),
  };
}

test('a name is looked up once, and what was checked is what is connected to', async () => {
  const answers = [['2606:4700::1111', PUBLIC_IP], ['127.0.0.1']];
  const web = wayInto(
    createWebWorld(
      () => page,
      () => answers.shift() ?? ['127.0.0.1'],
    ),
  );
  expect(await (await web.open('http://rebound.example/x', {})).text()).toBe('hello');
  expect(web.lookups).toEqual(['rebound.example']);
  expect(web.dialed).toEqual(['2606:4700::1111', PUBLIC_IP]);
});

test('the system connects to the addresses it is given, whatever the name would lead to', async () => {
  const server = createServer((_, response) => response.end('here'));
  server.listen(0, '127.0.0.1').unref();
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  const target = { hostname: 'nowhere.invalid', host: 'nowhere.invalid', protocol: 'http:', port: `${port}` };
  const socket = await new Promise<Socket>((resolve, reject) => {
    systemDial(['127.0.0.1'])(target, (error, opened) => (error ? reject(error) : resolve(opened)));
  });
  expect([socket.remoteAddress, socket.remotePort]).toEqual(['127.0.0.1', port]);
  socket.destroy();
});

test('a name that is public at first and private later is refused at the next connection', async () => {
  const answers = [[PUBLIC_IP], ['127.0.0.1']];
  const web = wayInto(
    createWebWorld(
      () => () => new Response('once', { headers: { connection: 'close' } }),
      () => answers.shift()!,
    ),
  );
  expect(await (await web.open('http://rebound.example/x', {})).text()).toBe('once');
  expect(await web.refusal('http://rebound.example/x')).toBe('it leads into a private network');
  expect(web.dialed).toEqual([PUBLIC_IP]);
});

test('one private address among public ones is enough to refuse a name', async () => {
  const web = wayInto(
    createWebWorld(
      () => page,
      () => [PUBLIC_IP, '10.0.0.7'],
    ),
  );
  expect(await web.refusal('https://mixed.example/')).toBe('it leads into a private network');
  expect(web.dialed).toEqual([]);
});

test.each([
  ...['http://127.0.0.1:8080/x', 'http://2130706433/', 'http://[::1]/', 'http://[::ffff:7f00:1]:8080/'],
  ...['http://[64:ff9b::7f00:1]/', 'http://[2002:7f00:1::]/', 'http://[fec0::1]/', 'http://[fe80::1]/'],
  ...['http://0/', 'http://169.254.169.254/latest/meta-data', 'http://224.0.0.1/'],
])('%s is not opened, whether named or redirected to', async (url) => {
  const start = 'https://example.com/start';
  const web = wayInto(createWebWorld((asked) => (asked === start ? redirect(url) : page)));
  expect(await web.refusal(url)).toBe('it leads into a private network');
  expect(await web.refusal(start)).toBe('it leads into a private network');
  expect(web.asked).toEqual([`GET ${start}`]);
});

test('a redirect is looked up and checked like the first address', async () => {
  const pages: Record<string, Page> = { 'https://example.com/a': redirect('https://inner.example/b') };
  const web = wayInto(
    createWebWorld(
      (url) => pages[url] ?? page,
      (host) => (host === 'inner.example' ? ['192.168.1.1'] : [PUBLIC_IP]),
    ),
  );
  expect(await web.refusal('https://example.com/a')).toBe('it leads into a private network');
  expect(web.dialed).toEqual([PUBLIC_IP]);
});

test.each(['file:///etc/passwd', 'ftp://example.com/x', 'data:text/plain,x'])(
  '%s is not opened, also after a redirect',
  async (url) => {
    const web = wayInto(createWebWorld(() => redirect(url)));
    expect(await web.refusal(url)).toMatch(/is not allowed/);
    expect(await web.refusal('https://example.com/')).toMatch(/is not allowed/);
  },
);

test('a key goes to the address it was meant for, not to where that redirects', async () => {
  const keys: (string | undefined)[] = [];
  const note: (then: Page) => Page = (then) => (request) => {
    keys.push(request.headers.authorization);
    return then(request);
  };
  const pages: Record<string, Page> = {
    'https://api.example/a': note(redirect('/b')),
    'https://api.example/b': note(redirect('https://cdn.example/c')),
    'https://cdn.example/c': note(page),
  };
  const web = wayInto(createWebWorld((url) => pages[url]));
  await web.open('https://api.example/a', { headers: { authorization: 'Key k', range: 'bytes=5-' } });
  expect(keys).toEqual(['Key k', 'Key k', undefined]);
});

test('behind a proxy, what can be told here to be private is refused before the proxy is asked', async () => {
  const world = createWebWorld(
    () => page,
    () => ['10.0.0.1'],
  );
  const web = wayInto(world, { usesProxy: true });
  for (const url of ['https://inner.example/', 'http://127.0.0.1/', 'http://[::ffff:7f00:1]/']) {
    expect(await web.refusal(url)).toBe('it leads into a private network');
  }
  expect(web.dialed).toEqual([]);
});

test('behind a proxy, a name goes to the proxy, which may know it where nobody here does', async () => {
  const asked: string[] = [];
  const proxy = createServer().on('connect', ({ url }, socket) => {
    asked.push(url!);
    socket.write('HTTP/1.1 200 OK\r\n\r\n');
    socket.once('data', () => socket.end('HTTP/1.1 200 OK\r\ncontent-length: 5\r\n\r\nhello'));
  });
  proxy.listen(0, '127.0.0.1').unref();
  await once(proxy, 'listening');
  vi.stubEnv('http_proxy', `http://127.0.0.1:${(proxy.address() as AddressInfo).port}`);
  onTestFinished(() => void vi.unstubAllEnvs());
  const world = createWebWorld(
    () => page,
    () => {
      throw new Error('getaddrinfo ENOTFOUND');
    },
  );
  const web = wayInto(world, { usesProxy: true });
  const answer = await web.open('http://only-the-proxy-knows.example/x', {});
  expect(await answer.text()).toBe('hello');
  expect(asked).toEqual(['only-the-proxy-knows.example:80']);
  expect(web.dialed).toEqual([]);
});
