/** Nothing inside the house is ever read: hostile addresses in every spelling lead to no connection. */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { liveClock } from '../src/world/clock.ts';
import { checkUrl, isPublic, type Lookup } from '../src/world/web/guard.ts';
import { liveWeb, type WebConfig } from '../src/world/web/live.ts';
import type { WebPort } from '../src/world/web.ts';

let port: number;
let connections = 0;
const server = createServer((request, response) => {
  if (request.url === '/robots.txt') return void response.writeHead(404).end();
  if (request.url === '/out') return void response.writeHead(302, { location: `http://127.0.0.1:${port}/inside` }).end();
  if (request.url === '/file') return void response.writeHead(302, { location: 'file:///etc/passwd' }).end();
  if (request.url === '/sample-newsroom/escape') return void response.writeHead(302, { location: '/api/ops/proposals' }).end();
  if (request.url === '/circle') return void response.writeHead(302, { location: '/circle' }).end();
  if (request.url?.startsWith('/chain'))
    return void response.writeHead(302, { location: `/chain${Number(request.url.slice(6) || 0) + 1}` }).end();
  response
    .writeHead(200, { 'content-type': 'text/plain' })
    .end('Inside the house there is a long enough text about secrets that nobody outside should ever read.');
});
server.on('connection', () => connections++);

beforeAll(async () => {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  port = (server.address() as AddressInfo).port;
});
afterAll(() => new Promise((resolve) => server.close(resolve)));

const web = (more: Partial<WebConfig> = {}): WebPort =>
  liveWeb({ allowHosts: [], ownOrigin: null, clock: liveClock(), timeoutMs: 3000, ...more });
const read = (port: WebPort, url: string) => port.read(url, null, new AbortController().signal);
const failure = (result: Awaited<ReturnType<WebPort['read']>>) =>
  result.status === 'failed' ? result.failure : { kind: result.status, detail: '' };

describe('hostile addresses', () => {
  const hosts = [
    '127.0.0.1',
    'localhost',
    '0.0.0.0',
    '[::1]',
    '[::]',
    '127.1',
    '2130706433',
    '0x7f000001',
    '017700000001',
    '127.0.0.1.',
    '%31%32%37.0.0.1',
    '１２７.0.0.1',
    '10.0.0.1',
    '172.16.0.1',
    '192.168.1.1',
    '100.64.0.1',
    '169.254.169.254',
    '192.0.0.1',
    '198.18.0.1',
    '224.0.0.1',
    '240.0.0.1',
    '100.100.100.200',
    '[fc00::1]',
    '[fe80::1]',
    '[ff02::1]',
    '[::ffff:127.0.0.1]',
    '[::ffff:a9fe:a9fe]',
    '[64:ff9b::7f00:1]',
    '[2002:7f00:1::]',
    '[2001:0:7f00:1::]',
    '[fd00:ec2::254]',
    'app.localhost',
  ];
  test.each(hosts)('http://%s is refused before a connection is made', async (host) => {
    const before = connections;
    for (const url of [`http://${host}/`, `http://${host}:${port}/`])
      expect(failure(await read(web(), url))).toMatchObject({ kind: 'blocked' });
    expect(connections).toBe(before);
  });
  test.each([
    'file:///etc/passwd',
    'gopher://example.com/',
    'ftp://example.com/',
    'javascript:alert(1)',
    'data:text/html,x',
    'http://user:pw@example.com/',
    'http://allowed.com@evil.example/',
    'http://example.com\\@evil.example/',
    'http://exa\tmple.com/',
    'http://example.com/\n',
    'not an address',
    '',
    '//example.com/x',
    '/etc/passwd',
    'http://example.com:22/',
    'http://example.com:5432/',
  ])('%j is refused by its form', async (url) => {
    expect(failure(await read(web(), url))).toMatchObject({ kind: 'blocked' });
  });
  test('a name that leads to one public and one private address is refused, and so is one that changes its mind', async () => {
    const lookup = ((_host: string, _options: object, done: (error: null, found: object[]) => void) =>
      done(null, [
        { address: '93.184.216.34', family: 4 },
        { address: '127.0.0.1', family: 4 },
      ])) as unknown as Lookup;
    let asked = 0;
    const rebinding = ((_host: string, _options: object, done: (error: null, found: object[]) => void) =>
      done(null, [{ address: asked++ === 0 ? '127.0.0.1' : '10.0.0.1', family: 4 }])) as unknown as Lookup;
    const before = connections;
    expect(failure(await read(web({ lookup }), 'http://mixed.example/'))).toMatchObject({
      kind: 'blocked',
      detail: expect.stringContaining('127.0.0.1'),
    });
    expect(failure(await read(web({ lookup: rebinding }), 'http://rebind.example/'))).toMatchObject({ kind: 'blocked' });
    expect(connections).toBe(before);
  });
  test('what is public and what is not', () => {
    for (const address of ['93.184.216.34', '2606:2800:220:1:248:1893:25c8:1946']) expect(isPublic(address)).toBe(true);
    for (const address of ['fe80::1%lo', '', 'example.com', '::ffff:8.8.8.8', '0.0.0.0']) expect(isPublic(address)).toBe(false);
  });
  test('whatever a private IPv4 address is spelled like, the guard refuses it', () => {
    const octets = fc.tuple(
      fc.constantFrom(10, 127, 0, 169),
      fc.integer({ min: 0, max: 255 }),
      fc.integer({ min: 0, max: 255 }),
      fc.integer({ min: 0, max: 255 }),
    );
    fc.assert(
      fc.property(octets, fc.constantFrom('dotted', 'number', 'hex', 'octal', 'mapped'), ([a, b, c, d], form) => {
        fc.pre(a !== 169 || b === 254);
        const number = ((a << 24) >>> 0) + (b << 16) + (c << 8) + d;
        const second = a === 169 ? 254 : b;
        const spelled = {
          dotted: `${a}.${second}.${c}.${d}`,
          number: String(number),
          hex: `0x${number.toString(16)}`,
          octal: `0${a.toString(8)}.${second}.${c}.${d}`,
          mapped: `[::ffff:${a}.${second}.${c}.${d}]`,
        }[form];
        return !checkUrl(`http://${spelled}/`, { allowHosts: [], ownOrigin: null }).ok;
      }),
    );
  });
});

describe('redirects', () => {
  const allowed = () => web({ allowHosts: [`localhost:${port}`] });
  test('from a trusted host to an address inside, to a file, in a circle or without end are refused', async () => {
    const server127 = `http://localhost:${port}`;
    expect(failure(await read(allowed(), `${server127}/out`))).toMatchObject({ kind: 'blocked' });
    expect(failure(await read(allowed(), `${server127}/file`))).toMatchObject({ kind: 'blocked' });
    expect(failure(await read(allowed(), `${server127}/circle`))).toMatchObject({ kind: 'bad', detail: expect.stringContaining('circle') });
    expect(failure(await read(allowed(), `${server127}/chain`))).toMatchObject({
      kind: 'bad',
      detail: expect.stringContaining('more than 5'),
    });
  });
});

describe("the company's own app", () => {
  const own = () => web({ ownOrigin: `http://127.0.0.1:${port}` });
  test('is read under the sample newsroom only', async () => {
    expect(await read(own(), '/sample-newsroom/a')).toMatchObject({ status: 'ok', value: { page: { url: '/sample-newsroom/a' } } });
    expect(await read(own(), `http://127.0.0.1:${port}/sample-newsroom/a`)).toMatchObject({
      status: 'ok',
      value: { page: { url: '/sample-newsroom/a' } },
    });
  });
  test.each([
    '/api/ops/proposals',
    '/sample-newsroom/../api/ops/proposals',
    '/sample-newsroom/%2e%2e/api/ops/policy',
    '/stage',
    '/sample-newsroom/escape',
  ])('%s is refused', async (path) => {
    expect(failure(await read(own(), path))).toMatchObject({ kind: 'blocked' });
  });
});
