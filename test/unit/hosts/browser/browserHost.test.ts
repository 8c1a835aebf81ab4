import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { connect } from 'node:net';
import { networkInterfaces, tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { WebSocket } from 'ws';
import { type BrowserHost, startBrowserHost } from '../../../../src-main/hosts/browser/browserHost.ts';
import type { Logger } from '../../../../src-main/core/base/logger.ts';
import { createRng } from '../../../../src-main/core/base/rng.ts';
import type { Services } from '../../../../src-main/services/handlers.ts';
import { createRouter } from '../../../../src-main/services/router.ts';
import { type RawAnswer, rawRequest, sendRaw } from '../../../helpers/rawHttp.ts';

const folder = mkdtempSync(join(tmpdir(), 'marquee-host-'));
const shellDir = join(folder, 'renderer');
const calls: string[] = [];
const logLines: string[] = [];
let now = 1_000_000;
let host: BrowserHost;
let mediaAsked: string[] = [];

/** Every handler notes that it was reached: a refused request must leave no note. */
const services = new Proxy({} as Services, {
  get: (_target, domain) =>
    new Proxy(
      {},
      {
        get: (_inner, route) => () => {
          calls.push(`${String(domain)}.${String(route)}`);
          return { version: '1', host: 'browser', platform: 'test', dataDir: '/', startNotice: null, moved: null };
        },
      },
    ),
});
const log = (message: string, data?: Record<string, unknown>): void => void logLines.push(`${message} ${JSON.stringify(data)}`);
const logger: Logger = { debug: log, info: log, warn: log, error: log };

beforeAll(async () => {
  mkdirSync(join(shellDir, 'assets'), { recursive: true });
  writeFileSync(join(shellDir, 'index.html'), '<!doctype html><meta property="csp-nonce" content=""><title>Marquee</title>');
  writeFileSync(join(shellDir, 'assets', 'app.js'), 'export {};');
  writeFileSync(join(folder, 'outside.json'), '{"secret":true}');
  symlinkSync(join(folder, 'outside.json'), join(shellDir, 'link.json'));
  host = await startBrowserHost({
    router: createRouter(services, logger),
    media: (imageId) => {
      mediaAsked.push(imageId);
      return Promise.resolve(imageId === 'known' ? { bytes: new Uint8Array([1, 2, 3]), mediaType: 'image/webp' } : null);
    },
    shellDir,
    logger,
    clock: () => now,
    attachSecret: () => 'the-secret-of-the-lock-file',
  });
});

afterAll(async () => {
  await host.close();
  rmSync(folder, { recursive: true, force: true });
});

beforeEach(() => {
  calls.length = 0;
  mediaAsked = [];
  now += 120_000;
});

const own = (): [string, string] => ['Host', `127.0.0.1:${host.port}`];
const origin = (): [string, string] => ['Origin', host.origin];
const json: [string, string] = ['Content-Type', 'application/json'];
const tokenOf = (url: string): string => new URL(url).hash.slice('#token='.length);

function get(path: string, headers: readonly [string, string][] = []): Promise<RawAnswer> {
  return sendRaw(host.port, rawRequest(`GET ${path}`, [own(), ['Connection', 'close'], ...headers]));
}

function postSession(token: string, headers: readonly [string, string][] = [origin()]): Promise<RawAnswer> {
  return sendRaw(host.port, rawRequest('POST /session', [own(), json, ['Connection', 'close'], ...headers], JSON.stringify({ token })));
}

async function cookie(): Promise<string> {
  const answer = await postSession(tokenOf(host.newUrl()));
  expect(answer.status).toBe(204);
  return answer.headers.get('set-cookie')![0]!.split(';')[0]!;
}

function upgrade(headers: readonly [string, string][], path = '/rpc'): Promise<RawAnswer> {
  return sendRaw(
    host.port,
    rawRequest(`GET ${path}`, [
      ['Connection', 'Upgrade'],
      ['Upgrade', 'websocket'],
      ['Sec-WebSocket-Version', '13'],
      ['Sec-WebSocket-Key', 'dGhlIHNhbXBsZSBub25jZQ=='],
      ...headers,
    ]),
  );
}

describe('where it listens', () => {
  it('answers on 127.0.0.1 and on no other address of this machine', async () => {
    expect(host.origin).toBe(`http://127.0.0.1:${host.port}`);
    const others = Object.values(networkInterfaces())
      .flatMap((entries) => entries ?? [])
      .filter((entry) => entry.address !== '127.0.0.1' && !entry.address.startsWith('fe80'))
      .map((entry) => entry.address);
    for (const address of [...others, '::1']) {
      const isOpen = await new Promise<boolean>((resolve) => {
        const socket = connect({ port: host.port, host: address, timeout: 1_000 });
        socket.on('connect', () => resolve(true));
        socket.on('error', () => resolve(false));
        socket.on('timeout', () => resolve(false));
      });
      expect(isOpen, address).toBe(false);
    }
  });
});

describe('Host', () => {
  const wrong = (port: number): [string, [string, string][]][] => [
    ['another site', [['Host', 'evil.example']]],
    ['another site with our port', [['Host', `evil.example:${port}`]]],
    ['a look-alike below another site', [['Host', `localhost.evil.example:${port}`]]],
    ['a rebinding name', [['Host', `127.0.0.1.nip.io:${port}`]]],
    ['no port', [['Host', '127.0.0.1']]],
    ['another port', [['Host', `127.0.0.1:${port + 1}`]]],
    ['another name of this machine', [['Host', `localhost:${port}`]]],
    ['IPv4 mapped into IPv6', [['Host', `[::ffff:127.0.0.1]:${port}`]]],
    ['a short form of the address', [['Host', `127.1:${port}`]]],
    ['a decimal form of the address', [['Host', `2130706433:${port}`]]],
    ['a user before it', [['Host', `x@127.0.0.1:${port}`]]],
    ['nothing', []],
    ['an empty one', [['Host', '']]],
    [
      'two of them',
      [
        ['Host', `127.0.0.1:${port}`],
        ['Host', 'evil.example'],
      ],
    ],
    [
      'the same one twice',
      [
        ['Host', `127.0.0.1:${port}`],
        ['Host', `127.0.0.1:${port}`],
      ],
    ],
  ];

  it('is refused in every wrong form, before routing, on every kind of request', async () => {
    const session = await cookie();
    for (const [name, headers] of wrong(host.port)) {
      const token = tokenOf(host.newUrl());
      for (const path of ['/', '/assets/app.js', '/media/known', '/session']) {
        const answer = await sendRaw(host.port, rawRequest(`GET ${path}`, [...headers, ['Cookie', session], ['Connection', 'close']]));
        expect(answer.status, `${name} ${path}`).toBe(403);
      }
      const post = rawRequest('POST /session', [...headers, origin(), json, ['Connection', 'close']], JSON.stringify({ token }));
      expect((await sendRaw(host.port, post)).status, name).toBe(403);
      expect((await upgrade([...headers, origin(), ['Cookie', session]])).status, name).toBe(403);
      expect((await postSession(token)).status, `${name}: the token is still good`).toBe(204);
    }
    expect(calls).toEqual([]);
    expect(mediaAsked).toEqual([]);
  });

  it('is refused when the request line names a whole URL', async () => {
    const answer = await sendRaw(host.port, rawRequest(`GET http://127.0.0.1:${host.port}/`, [own(), ['Connection', 'close']]));
    expect(answer.status).toBe(403);
    expect((await sendRaw(host.port, rawRequest('GET //evil.example/', [own(), ['Connection', 'close']]))).status).toBe(403);
  });
});

describe('Origin', () => {
  const wrong = (port: number): [string, string][][] => [
    [],
    [['Origin', 'null']],
    [['Origin', 'file://']],
    [['Origin', 'https://evil.example']],
    [['Origin', `http://127.0.0.1:${port + 1}`]],
    [['Origin', `http://127.0.0.1:${port}.evil.example`]],
    [['Origin', `http://127.0.0.1:${port}/`]],
    [['Origin', `https://127.0.0.1:${port}`]],
    [['Origin', `http://localhost:${port}`]],
    [
      ['Origin', `http://127.0.0.1:${port}`],
      ['Origin', 'https://evil.example'],
    ],
    [
      ['Origin', `http://127.0.0.1:${port}`],
      ['Sec-Fetch-Site', 'cross-site'],
    ],
    [
      ['Origin', `http://127.0.0.1:${port}`],
      ['Sec-Fetch-Site', 'same-site'],
    ],
    [
      ['Origin', `http://127.0.0.1:${port}`],
      ['Sec-Fetch-Site', 'none'],
    ],
  ];

  it('is refused in every wrong form on upgrades, even with the cookie', async () => {
    const session = await cookie();
    for (const headers of wrong(host.port)) {
      expect((await upgrade([own(), ['Cookie', session], ...headers])).status, JSON.stringify(headers)).toBe(403);
    }
    expect(calls).toEqual([]);
  });

  it('is refused in every wrong form on everything that is not GET, and costs no token', async () => {
    for (const headers of wrong(host.port)) {
      const token = tokenOf(host.newUrl());
      expect((await postSession(token, headers)).status, JSON.stringify(headers)).toBe(403);
      expect((await postSession(token)).status).toBe(204);
    }
    for (const method of ['POST', 'PUT', 'DELETE', 'PATCH', 'OPTIONS']) {
      const answer = await sendRaw(
        host.port,
        rawRequest(`${method} /`, [own(), ['Origin', 'https://evil.example'], ['Connection', 'close']]),
      );
      expect(answer.status, method).toBe(403);
    }
  });

  it('lets the page itself in', async () => {
    const session = await cookie();
    expect((await upgrade([own(), origin(), ['Cookie', session]])).status).toBe(101);
    expect((await upgrade([own(), origin(), ['Cookie', session], ['Sec-Fetch-Site', 'same-origin']])).status).toBe(101);
  });
});

describe('token and cookie', () => {
  it('exchanges a token once for a cookie that scripts and other sites cannot use', async () => {
    const token = tokenOf(host.newUrl());
    expect(Buffer.from(token, 'base64url')).toHaveLength(32);
    const first = await postSession(token);
    expect(first.status).toBe(204);
    expect(first.headers.get('set-cookie')![0]).toMatch(/^marquee-\d+=[\w-]{43}; HttpOnly; SameSite=Strict; Path=\/$/);
    expect((await postSession(token)).status).toBe(403);
  });

  it('keeps a token good until its first use, however long that takes and whatever others are given out meanwhile', async () => {
    const token = tokenOf(host.newUrl());
    now += 30 * 24 * 3_600_000;
    expect((await postSession(token)).status).toBe(204);
    const old = tokenOf(host.newUrl());
    const newer = tokenOf(host.newUrl());
    expect((await postSession(newer)).status).toBe(204);
    expect((await postSession(old)).status).toBe(204);
    expect((await postSession(old)).status).toBe(403);
  });

  it('lets a token with a lifetime lapse unused, and no other with it', async () => {
    const lasting = tokenOf(host.newUrl());
    const short = tokenOf(host.newUrl(60_000));
    now += 60_000;
    expect((await postSession(short)).status).toBe(403);
    expect((await postSession(lasting)).status).toBe(204);
    now += 60_000;
    expect((await postSession(tokenOf(host.newUrl(60_000)))).status).toBe(204);
  });

  it('slows guessing down after ten wrong tries a minute, also for the right token', async () => {
    const token = tokenOf(host.newUrl());
    for (let i = 0; i < 10; i++) expect((await postSession(`guess-${i}`)).status).toBe(403);
    expect((await postSession('guess')).status).toBe(429);
    expect((await postSession(token)).status).toBe(429);
    now += 61_000;
    expect((await postSession(token)).status).toBe(204);
  });

  it('refuses bodies that are no small JSON object', async () => {
    const post = (body: string, type = 'application/json') =>
      sendRaw(host.port, rawRequest('POST /session', [own(), origin(), ['Content-Type', type], ['Connection', 'close']], body));
    const token = tokenOf(host.newUrl());
    for (const body of ['[]', '"text"', '{', '{"token":7}', `{"token":"${'x'.repeat(5_000)}"}`])
      expect((await post(body)).status, body.slice(0, 20)).toBe(400);
    expect((await post(JSON.stringify({ token }), 'text/plain')).status).toBe(400);
    expect((await postSession(token)).status).toBe(204);
  });

  it('wants the cookie for the connection and for posters, not for the shell', async () => {
    expect((await upgrade([own(), origin()])).status).toBe(403);
    expect((await upgrade([own(), origin(), ['Cookie', `marquee-${host.port}=${'A'.repeat(43)}`]])).status).toBe(403);
    expect((await get('/media/known')).status).toBe(403);
    expect((await get('/')).status).toBe(200);
    expect((await get('/session')).status).toBe(401);
    const session = await cookie();
    expect((await get('/session', [['Cookie', session]])).status).toBe(204);
    const poster = await get('/media/known', [['Cookie', session]]);
    expect([poster.status, poster.headers.get('content-type')]).toEqual([200, ['image/webp']]);
    expect((await get('/media/other', [['Cookie', session]])).status).toBe(404);
  });

  it('gives a second start a way in for the secret of the lock file, and for nothing else', async () => {
    const ask = (secret: string) =>
      sendRaw(host.port, rawRequest('POST /instance', [own(), origin(), json, ['Connection', 'close']], JSON.stringify({ secret })));
    expect((await ask('wrong')).status).toBe(403);
    const answer = await ask('the-secret-of-the-lock-file');
    expect(answer.status).toBe(200);
    const { url } = JSON.parse(answer.body.slice(answer.body.indexOf('{'), answer.body.lastIndexOf('}') + 1)) as { url: string };
    expect((await postSession(tokenOf(url))).status).toBe(204);
  });

  it('writes no token, cookie or secret into the log', async () => {
    const token = tokenOf(host.newUrl());
    await postSession(token);
    await postSession('wrong-token-text');
    await upgrade([own(), ['Cookie', 'marquee=cookie-text']]);
    const text = logLines.join('\n');
    expect(logLines.length).toBeGreaterThan(0);
    for (const secret of [token, 'wrong-token-text', 'cookie-text', 'the-secret-of-the-lock-file']) expect(text).not.toContain(secret);
  });
});

describe('answers', () => {
  it('carry the security headers, a policy without unsafe sources, and no CORS, whatever the outcome', async () => {
    const session = await cookie();
    const answers: [string, RawAnswer][] = [
      ['page', await get('/')],
      ['asset', await get('/assets/app.js')],
      ['route of the page', await get('/film/1')],
      ['absent', await get('/assets/none.js')],
      ['poster', await get('/media/known', [['Cookie', session]])],
      ['no poster', await get('/media/none', [['Cookie', session]])],
      ['no cookie', await get('/media/known')],
      ['session', await get('/session')],
      ['wrong token', await postSession('x')],
      [
        'wrong host',
        await sendRaw(
          host.port,
          rawRequest('GET /', [
            ['Host', 'evil.example'],
            ['Connection', 'close'],
          ]),
        ),
      ],
      ['refused upgrade', await upgrade([own()])],
      ['wrong method', await sendRaw(host.port, rawRequest('DELETE /', [own(), origin(), ['Connection', 'close']]))],
      ['no HTTP at all', await sendRaw(host.port, 'nonsense\r\n\r\n')],
    ];
    for (const [name, { headers, status }] of answers) {
      expect(status, name).toBeGreaterThan(0);
      const policy = headers.get('content-security-policy')?.[0] ?? '';
      expect(policy, name).toContain("default-src 'none'");
      expect(policy, name).not.toMatch(/unsafe|\*|https?:/);
      expect(headers.get('x-content-type-options'), name).toEqual(['nosniff']);
      expect(headers.get('cross-origin-opener-policy'), name).toEqual(['same-origin']);
      expect(headers.get('cross-origin-embedder-policy'), name).toEqual(['require-corp']);
      expect(headers.get('cross-origin-resource-policy'), name).toEqual(['same-origin']);
      expect(headers.get('referrer-policy'), name).toEqual(['no-referrer']);
      expect(
        [...headers.keys()].filter((key) => key.startsWith('access-control')),
        name,
      ).toEqual([]);
    }
  });

  it('give each page a nonce of its own, the same in policy and page', async () => {
    const pages = await Promise.all([get('/'), get('/')]);
    const nonces = pages.map(({ headers, body }) => {
      const nonce = /'nonce-([^']+)'/.exec(headers.get('content-security-policy')![0]!)![1]!;
      expect(body).toContain(`nonce="${nonce}"`);
      return nonce;
    });
    expect(nonces[0]).not.toBe(nonces[1]);
  });

  it('serve nothing outside the folder of the page', async () => {
    const paths = [
      '/../outside.json',
      '/..%2foutside.json',
      '/%2e%2e/outside.json',
      '/%2e%2e%2foutside.json',
      '/..%5coutside.json',
      '/assets/../../outside.json',
      '/link.json',
      '/outside.json%00.js',
      '/%252e%252e/outside.json',
      '/.git/config.json',
      '/assets//app.js',
      '/C:/x.js',
    ]; // prettier-ignore
    for (const path of paths) {
      const answer = await get(path);
      expect(answer.body, path).not.toContain('secret');
      expect(answer.status, path).toBe(404);
    }
  });
});

describe('connections', () => {
  const open = (session: string): Promise<WebSocket> =>
    new Promise((resolve, reject) => {
      const socket = new WebSocket(`ws://127.0.0.1:${host.port}/rpc`, { headers: { Origin: host.origin, Cookie: session } });
      socket.on('open', () => resolve(socket));
      socket.on('error', reject);
    });
  const closed = (socket: WebSocket): Promise<number> => new Promise((resolve) => void socket.on('close', resolve));

  it('end when a message is larger than 16 MiB', async () => {
    const socket = await open(await cookie());
    socket.on('error', () => undefined);
    socket.send(Buffer.alloc(16 * 1024 * 1024 + 1));
    expect(await closed(socket)).toBe(1009);
    expect(calls).toEqual([]);
  });

  it('are eight at most', async () => {
    const session = await cookie();
    const sockets: WebSocket[] = [];
    for (let i = 0; i < 8; i++) sockets.push(await open(session));
    await expect(open(session)).rejects.toThrow('503');
    const ends = sockets.map(closed);
    for (const socket of sockets) socket.close();
    await Promise.all(ends);
  });

  it('survive garbage: random bytes, random frames and random requests leave the host answering', async () => {
    const rng = createRng(20261121, 'fuzz');
    const session = await cookie();
    const bytes = (length: number): Buffer => Buffer.from(Array.from({ length }, () => rng.integer(256)));
    for (let i = 0; i < 40; i++) await sendRaw(host.port, bytes(1 + rng.integer(400)), 5).catch(() => undefined);
    for (let i = 0; i < 20; i++) {
      const socket = await open(session);
      socket.on('error', () => undefined);
      for (let k = 0; k < 10; k++)
        socket.send(rng.uniform() < 0.5 ? bytes(rng.integer(200)) : `{"i":${rng.integer(9)},"p":${bytes(8).toString('hex')}`);
      const end = closed(socket);
      socket.close();
      await end;
    }
    expect((await get('/')).status).toBe(200);
    expect(calls).toEqual([]);
  });
});
