/** Nothing inside the house is ever read: hostile addresses in every spelling, names and redirects lead to no connection. */
import type { LookupFunction, Socket } from 'node:net';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { liveClock } from '../src/world/clock.ts';
import { addressRules, checkedAddress, isPublicAddress } from '../src/world/web/address-rules.ts';
import { Failed } from '../src/world/web/failed.ts';
import { BLOCKED, guardedConnector } from '../src/world/web/guard.ts';
import { liveWeb, type WebConfig } from '../src/world/web/live.ts';
import type { WebFailure, WebPort } from '../src/world/web.ts';
import { articlePage, type PageServer, startPages } from './servers/pages.ts';

let pages: PageServer;
beforeAll(async () => {
  pages = await startPages();
  pages.serve('/', articlePage('<p>A secret of this house.</p>'));
});
afterAll(() => pages.close());

const web = (more: Partial<WebConfig> = {}): WebPort => liveWeb({ allowHosts: [], ownOrigin: null, clock: liveClock(), ...more });
const read = (url: string, more: Partial<WebConfig> = {}) => web(more).read(url, null, new AbortController().signal);
async function failure(url: string, more: Partial<WebConfig> = {}): Promise<WebFailure> {
  const result = await read(url, more);
  if (result.status !== 'failed') throw new Error(`${url} was read: ${JSON.stringify(result)}`);
  return result.failure;
}

/** Hosts in a form that an address can hold, and what they mean. */
const INSIDE = [
  ...[
    '127.0.0.1',
    'localhost',
    'LOCALHOST',
    'app.localhost',
    '0.0.0.0',
    '0',
    '[::1]',
    '[::]',
    '127.1',
    '2130706433',
    '0x7f000001',
    '0x7f.1',
  ],
  ...['017700000001', '0177.0.0.1', '127.0.0.1.', 'localhost.', '%31%32%37.0.0.1', '１２７.0.0.1', '127。0。0。1', '①②⑦.0.0.1'],
  ...['10.0.0.1', '172.16.0.1', '172.31.255.255', '192.168.1.1', '100.64.0.1', '169.254.169.254', '192.0.0.1', '192.0.0.192', '192.0.2.1'],
  ...['198.18.0.1', '198.51.100.1', '203.0.113.1', '224.0.0.1', '240.0.0.1', '255.255.255.255', '192.88.99.1'],
  ...['100.100.100.200', '168.63.129.16', '[fd00:ec2::254]', '[fc00::1]', '[fd12::1]', '[fe80::1]', '[fec0::1]', '[ff02::1]'],
  ...['[::ffff:127.0.0.1]', '[::ffff:a9fe:a9fe]', '[::ffff:8.8.8.8]', '[::127.0.0.1]', '[64:ff9b::7f00:1]', '[64:ff9b:1::7f00:1]'],
  ...['[2002:7f00:1::]', '[2001:0:7f00:1::]', '[2001:db8::1]', '[100::1]', '[5f00::1]', '[4000::1]'],
];

describe('a hostile address', () => {
  test.each(INSIDE)('http://%s leads to no connection, on this port or another', async (host) => {
    const before = pages.connections();
    for (const url of [`http://${host}/`, `https://${host}/`, `http://${host}:${pages.port}/`]) {
      expect(await failure(url), url).toMatchObject({ kind: 'blocked' });
    }
    expect(pages.connections()).toBe(before);
  });

  test.each([
    'file:///etc/passwd',
    'gopher://example.com/',
    'ftp://example.com/',
    'javascript:alert(1)',
    'data:text/html,x',
    'blob:https://example.com/1',
    'http://user:pw@example.com/',
    'http://allowed.com@evil.example/',
    'http://example.com\\@evil.example/',
    'http://exa\tmple.com/',
    'http://example.com/\n',
    'http://example.com/\u0000',
    '//example.com/x',
    '/etc/passwd',
    'http://example.com./',
    ...[22, 25, 3000, 5432, 6379, 8080].map((port) => `http://example.com:${port}/`),
  ])('%j is refused by its form', async (url) => {
    expect(await failure(url)).toMatchObject({ kind: 'blocked', retryAfterMs: null });
  });

  test.each(['', 'not an address', 'example.com/page', 'http://', 'http://[fe80::1%25lo]/', `https://example.com/${'a'.repeat(3000)}`])(
    '%j is no address',
    async (url) => {
      expect(await failure(url)).toMatchObject({ kind: 'bad' });
    },
  );

  test('is named in the refusal without its secrets, with the limit and the remedy', async () => {
    const { detail } = await failure('http://10.0.0.1:8080/admin?token=hunter2&page=3#frag');
    expect(detail).toContain('http://10.0.0.1:8080/admin?token=…&page=…');
    expect(detail).toMatch(/80 and 443.*WEB_ALLOW_HOSTS/);
    expect((await failure('http://ada:hunter2@example.com/')).detail).not.toContain('hunter2');
  });

  test('is never let through, however a private IPv4 address is spelled', () => {
    const spellings = ['dotted', 'number', 'hex', 'octal', 'short', 'mapped', 'nat64', '6to4'] as const;
    const first = fc.constantFrom(0, 10, 127, 224, 240);
    const byte = fc.integer({ min: 0, max: 255 });
    fc.assert(
      fc.property(first, byte, byte, byte, fc.constantFrom(...spellings), (a, b, c, d, form) => {
        const number = a * 2 ** 24 + b * 2 ** 16 + c * 2 ** 8 + d;
        const [high, low] = [Math.floor(number / 65_536).toString(16), (number % 65_536).toString(16)];
        const spelled = {
          dotted: `${a}.${b}.${c}.${d}`,
          number: `${number}`,
          hex: `0x${number.toString(16)}`,
          octal: `0${a.toString(8)}.${b}.0${c.toString(8)}.${d}`,
          short: `${a}.${b}.${c * 256 + d}`,
          mapped: `[::ffff:${high}:${low}]`,
          nat64: `[64:ff9b::${high}:${low}]`,
          '6to4': `[2002:${high}:${low}::1]`,
        }[form];
        const rules = addressRules({ allowHosts: [], ownOrigin: null });
        expect(() => checkedAddress(`http://${spelled}/`, rules)).toThrow(Failed);
      }),
    );
  });
});

describe('the connector', () => {
  const resolving = (...answers: string[][]): LookupFunction => {
    let asked = 0;
    return (_host, _options, done) => {
      const found = answers[Math.min(asked++, answers.length - 1)] ?? [];
      done(
        null,
        found.map((address) => ({ address, family: address.includes(':') ? 6 : 4 })),
      );
    };
  };
  const connect = (hostname: string, lookup: LookupFunction, allowHosts: string[] = []) =>
    new Promise<{ code: string | null }>((resolve) => {
      const rules = addressRules({ allowHosts, ownOrigin: null });
      const target = { hostname, port: String(pages.port), protocol: 'http:' };
      guardedConnector({ rules, connectTimeoutMs: 2000, lookup })(target, (error: NodeJS.ErrnoException | null, socket: Socket | null) => {
        socket?.destroy();
        resolve({ code: error ? (error.code ?? error.message) : null });
      });
    });

  test.each([
    ['a literal address', '127.0.0.1', []],
    ['a literal IPv6 address', '[::ffff:127.0.0.1]', []],
    ['a name that leads inside', 'evil.example', [['127.0.0.1']]],
    ['a name that leads outside and inside', 'mixed.example', [['93.184.216.34', '127.0.0.1']]],
    ['a name that leads nowhere', 'empty.example', [[]]],
  ])('refuses %s, and no connection is made', async (_what, host, answers) => {
    const before = pages.connections();
    expect(await connect(host, resolving(...answers))).toEqual({ code: BLOCKED });
    expect(pages.connections()).toBe(before);
  });

  test('connects to the address it has checked: a name that turns inside is refused from then on', async () => {
    const before = pages.connections();
    const rebinding = resolving(['93.184.216.34'], ['127.0.0.1']);
    // The first answer is public and taken by somebody who only looks; the guard then looks for itself.
    rebinding('rebind.example', {}, () => {});
    expect(await connect('rebind.example', rebinding)).toEqual({ code: BLOCKED });
    expect(pages.connections()).toBe(before);
  });

  test('lets an allowed host be inside the house, exactly that host', async () => {
    const inside = resolving(['127.0.0.1']);
    expect(await connect('news.example', inside, ['news.example'])).toEqual({ code: null });
    expect(await connect('news.example', inside, [`news.example:${pages.port}`])).toEqual({ code: null });
    expect(await connect('news.example', inside, ['news.example:81'])).toEqual({ code: BLOCKED });
    expect(await connect('news.example.evil.example', inside, ['news.example'])).toEqual({ code: BLOCKED });
    expect(await connect('evil-news.example', inside, ['news.example', '*.example'])).toEqual({ code: BLOCKED });
  });

  test('is what reading goes through: a name that leads inside is blocked with the reason', async () => {
    expect(await failure('http://mixed.example/', { lookup: resolving(['93.184.216.34', '10.0.0.7']) })).toMatchObject({
      kind: 'blocked',
      detail: expect.stringContaining('10.0.0.7'),
    });
  });

  test('knows what is public', () => {
    for (const address of ['93.184.216.34', '8.8.8.8', '2606:2800:220:1:248:1893:25c8:1946']) expect(isPublicAddress(address)).toBe(true);
    for (const address of ['fe80::1%lo', '', 'example.com', '::ffff:8.8.8.8', '0.0.0.0']) expect(isPublicAddress(address)).toBe(false);
  });

  test('ignores a proxy that the environment names', async () => {
    const before = pages.connections();
    process.env.HTTP_PROXY = pages.url;
    process.env.NODE_USE_ENV_PROXY = '1';
    try {
      expect(await failure('http://inside.example/', { lookup: resolving(['10.0.0.7']) })).toMatchObject({ kind: 'blocked' });
    } finally {
      delete process.env.HTTP_PROXY;
      delete process.env.NODE_USE_ENV_PROXY;
    }
    expect(pages.connections()).toBe(before);
  });
});

describe('a redirect', () => {
  const allowed = () => ({ allowHosts: [pages.host] });
  test.each([
    ['/to-loopback', 'http://127.0.0.1:1/'],
    ['/to-localhost', 'http://localhost/'],
    ['/to-metadata', 'http://169.254.169.254/latest/meta-data'],
    ['/to-file', 'file:///etc/passwd'],
    ['/to-gopher', 'gopher://127.0.0.1:6379/_FLUSHALL'],
    ['/to-login', 'http://ada:secret@example.com/'],
    ['/to-port', 'http://example.com:22/'],
    ['/to-own-name', '/\\evil.example/'],
  ])('%s → %s is refused', async (path, location) => {
    pages.redirect(path, location);
    expect(await failure(`${pages.url}${path}`, allowed())).toMatchObject({ kind: 'blocked' });
  });
  test('in a circle, or the sixth in a row, ends the reading', async () => {
    pages.redirect('/circle', '/round');
    pages.redirect('/round', '/circle');
    for (let i = 0; i < 20; i++) pages.redirect(`/hop${i}`, `/hop${i + 1}`);
    expect(await failure(`${pages.url}/circle`, allowed())).toMatchObject({ kind: 'bad', detail: expect.stringContaining('circle') });
    expect(await failure(`${pages.url}/hop0`, allowed())).toMatchObject({ kind: 'bad', detail: expect.stringContaining('more than 5') });
    expect(pages.requests.filter((path) => path.startsWith('/hop'))).toHaveLength(6);
  });
  test('to another page of an allowed host is followed, and the page has the last address', async () => {
    pages.redirect('/moved', 'there?utm_source=x');
    pages.serve('/there', articlePage(''));
    expect(await read(`${pages.url}/moved`, allowed())).toMatchObject({ status: 'ok', value: { page: { url: `${pages.url}/there` } } });
  });
  test('inside a page is never followed', async () => {
    pages.serve('/refresh', articlePage('', `<meta http-equiv="refresh" content="0; url=/secret"><script>location = '/secret'</script>`));
    expect(await read(`${pages.url}/refresh`, allowed())).toMatchObject({ status: 'ok' });
    expect(pages.requests).not.toContain('/secret');
  });
});

describe("the company's own app", () => {
  const own = () => ({ ownOrigin: pages.url });
  test('is read under /sample-newsroom/, under one name whatever its port', async () => {
    pages.serve('/sample-newsroom/story', articlePage('<p><a href="other#part">Next</a></p>'));
    for (const url of [
      '/sample-newsroom/story',
      `${pages.url}/sample-newsroom/story?utm_source=feed`,
      `http://localhost:${pages.port}/sample-newsroom/story`,
    ]) {
      const result = await read(url, own());
      expect(result).toMatchObject({ status: 'ok', value: { page: { url: '/sample-newsroom/story' } } });
      expect(JSON.stringify(result)).toContain('[Next](/sample-newsroom/other#part)');
    }
  });
  test.each([
    '/api/ops/proposals',
    '/stage',
    '/sample-newsroom',
    '/sample-newsroom/',
    '/sample-newsroom/../api/ops/proposals',
    '/sample-newsroom/%2e%2e/api/ops/policy',
    '/sample-newsroom/..%2fapi/ops/policy',
    '/sample-newsroom//evil',
    '//evil.example/sample-newsroom/x',
    '/sample-newsroom/out',
    '/sample-newsroom/away',
  ])('%s is refused', async (path) => {
    pages.redirect('/sample-newsroom/out', '/api/ops/proposals');
    pages.redirect('/sample-newsroom/away', 'http://127.0.0.1:5432/');
    expect(await failure(path, own())).toMatchObject({ kind: 'blocked' });
  });
  test('is not reached by another name, nor because its machine is allowed', async () => {
    for (const url of [`${pages.url}/api/ops/proposals`, `http://localhost:${pages.port}/stage`, `http://[::1]:${pages.port}/`]) {
      expect(await failure(url, { ...own(), allowHosts: ['127.0.0.1', 'localhost', '[::1]'] })).toMatchObject({ kind: 'blocked' });
    }
    expect(pages.requests.filter((path) => /^\/(api|stage)/.test(path))).toEqual([]);
  });
  test('that is not known here is said to be missing', async () => {
    expect(await failure('/sample-newsroom/story')).toMatchObject({ kind: 'bad', detail: expect.stringContaining('npm start') });
  });
});
