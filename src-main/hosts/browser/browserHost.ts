import { randomBytes } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import { type WebSocket, WebSocketServer } from 'ws';
import type { Logger } from '../../core/base/logger.ts';
import type { AppRouter } from '../../services/router.ts';
import { createWebSocketTransport } from '../../services/transports/webSocket.ts';
import { contentSecurityPolicy, securityHeaders } from '../shared/securityHeaders.ts';
import { createAccessTokens } from './accessTokens.ts';
import { cookieValue, refusal, type ServedOrigin } from './requestChecks.ts';
import { readShellFile } from '../shared/staticShell.ts';

export interface MediaFile {
  readonly bytes: Uint8Array;
  readonly mediaType: string;
}

export interface BrowserHostOptions {
  readonly router: AppRouter;
  /** An image by its id, null where there is none. */
  readonly media: (imageId: string) => Promise<MediaFile | null>;
  /** Folder of the built renderer. */
  readonly shellDir: string;
  readonly logger: Logger;
  readonly clock: () => number;
  /** 0 takes a free port. */
  readonly port?: number;
  /** Lets a second start on the same data folder ask for a way in; kept in a file that only this user can read. */
  readonly attachSecret?: () => string;
  /** How long a connection may take to send the head of a request. */
  readonly headersTimeoutMs?: number;
}

export interface BrowserHost {
  readonly port: number;
  readonly origin: string;
  /** The page with a fresh one-time token in its fragment, which browsers never send. It lapses after `lifetimeMs`, if given. */
  newUrl(lifetimeMs?: number): string;
  close(): Promise<void>;
}

const MAX_MESSAGE_BYTES = 16 * 1024 * 1024;
const MAX_BODY_BYTES = 1024;
const MAX_CLIENTS = 8;
const MAX_CONNECTIONS = 64;
const PING_MS = 30_000;

/** Serves the app to a browser on this machine, and to nobody else: 127.0.0.1 only, exact Host and Origin, one-time token, cookie. */
export async function startBrowserHost(options: BrowserHostOptions): Promise<BrowserHost> {
  const { router, media, shellDir, logger, clock, attachSecret, headersTimeoutMs = 10_000 } = options;
  const tokens = createAccessTokens(clock);
  const attachTries = createAccessTokens(clock);
  const transport = createWebSocketTransport(router);
  const webSockets = new WebSocketServer({ noServer: true, maxPayload: MAX_MESSAGE_BYTES, perMessageDeflate: false, clientTracking: true });
  const server = createServer({
    requireHostHeader: false,
    headersTimeout: headersTimeoutMs,
    requestTimeout: 20_000,
    keepAliveTimeout: 5_000,
    connectionsCheckingInterval: headersTimeoutMs / 2,
  });
  server.maxConnections = MAX_CONNECTIONS;
  server.maxHeadersCount = 64;
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(options.port ?? 0, '127.0.0.1', resolve);
  });
  const { port } = server.address() as AddressInfo;
  const served: ServedOrigin = { host: `127.0.0.1:${port}`, origin: `http://127.0.0.1:${port}` };
  // Cookies do not tell ports apart, so the name does.
  const cookieName = `marquee-${port}`;
  const isAllowed = (request: IncomingMessage): boolean => tokens.isSession(cookieValue(request, cookieName));

  function answer(response: ServerResponse, status: number, headers: Record<string, string> = {}, body?: Uint8Array | string): void {
    const type = body !== undefined && headers['Content-Type'] === undefined ? { 'Content-Type': 'text/plain; charset=utf-8' } : {};
    response.writeHead(status, {
      'Content-Security-Policy': contentSecurityPolicy(null),
      'Cache-Control': 'no-store',
      ...securityHeaders,
      ...type,
      ...headers,
    });
    response.end(response.req.method === 'HEAD' ? undefined : body);
  }

  async function serveShell(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const file = await readShellFile(shellDir, request.url ?? '/');
    if (file === null) return answer(response, 404, {}, 'Not found');
    if (!file.isPage) return answer(response, 200, { 'Content-Type': file.contentType, 'Cache-Control': file.cacheControl }, file.bytes);
    const nonce = randomBytes(16).toString('base64');
    const page = file.bytes
      .toString('utf8')
      .replace(/<meta property="csp-nonce"[^>]*>/, `<meta property="csp-nonce" nonce="${nonce}" content="${nonce}">`);
    answer(
      response,
      200,
      { 'Content-Type': file.contentType, 'Content-Security-Policy': contentSecurityPolicy(nonce, [`ws://${served.host}`]) },
      page,
    );
  }

  async function serveMedia(imageId: string, request: IncomingMessage, response: ServerResponse): Promise<void> {
    if (!isAllowed(request)) return answer(response, 403, {}, 'Forbidden');
    const file = /^[\w.-]{1,128}$/.test(imageId) ? await media(imageId) : null;
    if (file === null) return answer(response, 404, {}, 'Not found');
    answer(response, 200, { 'Content-Type': file.mediaType, 'Cache-Control': 'private, max-age=3600' }, file.bytes);
  }

  async function exchangeToken(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const body = await readJson(request);
    if (body === null || typeof body['token'] !== 'string') return answer(response, 400, {}, 'Bad request');
    const outcome = tokens.exchange(body['token']);
    if (outcome === 'slow-down') return answer(response, 429, { 'Retry-After': '60' }, 'Too many wrong tries; wait a minute.');
    if (outcome === 'wrong') return answer(response, 403, {}, 'This link was used already; press Enter in the terminal for a new one.');
    answer(response, 204, { 'Set-Cookie': `${cookieName}=${outcome.session}; HttpOnly; SameSite=Strict; Path=/` });
  }

  async function attach(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const body = await readJson(request);
    if (attachSecret === undefined || body === null || typeof body['secret'] !== 'string') return answer(response, 404, {}, 'Not found');
    // The secret is compared as a token is: by digest, in constant time, ten wrong tries a minute.
    const outcome = attachTries.compare(attachSecret(), body['secret']);
    if (outcome === 'slow-down') return answer(response, 429, { 'Retry-After': '60' }, 'Too many wrong tries; wait a minute.');
    if (outcome === 'wrong') return answer(response, 403, {}, 'Forbidden');
    answer(response, 200, { 'Content-Type': 'application/json' }, JSON.stringify({ url: newUrl() }));
  }

  async function route(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const why = refusal(request, served, false);
    if (why !== null) {
      logger.warn('A request was refused.', { why });
      response.setHeader('Connection', 'close');
      return answer(response, 403, {}, 'Forbidden');
    }
    const path = (request.url ?? '/').split('?', 1)[0] ?? '/';
    const isRead = request.method === 'GET' || request.method === 'HEAD';
    if (path === '/session' && request.method === 'POST') return await exchangeToken(request, response);
    if (path === '/session' && isRead) return answer(response, isAllowed(request) ? 204 : 401);
    if (path === '/instance' && request.method === 'POST') return await attach(request, response);
    if (!isRead) return answer(response, 405, { Allow: 'GET, HEAD' }, 'Method not allowed');
    if (path.startsWith('/media/')) return await serveMedia(path.slice('/media/'.length), request, response);
    return await serveShell(request, response);
  }

  server.on('request', (request, response) => {
    route(request, response).catch((error: unknown) => {
      logger.error('A request failed.', { error: String(error) });
      if (!response.headersSent) answer(response, 500, {}, 'Internal error');
      else response.destroy();
    });
  });

  server.on('upgrade', (request, stream, head) => {
    const socket = stream as Socket;
    socket.on('error', () => socket.destroy());
    const path = (request.url ?? '').split('?', 1)[0];
    const why = refusal(request, served, true) ?? (path === '/rpc' ? null : 'no such path') ?? (isAllowed(request) ? null : 'no session');
    if (why !== null) {
      logger.warn('A connection was refused.', { why });
      return refuseUpgrade(socket, '403 Forbidden');
    }
    if (webSockets.clients.size >= MAX_CLIENTS) return refuseUpgrade(socket, '503 Service Unavailable');
    webSockets.handleUpgrade(request, socket, head, (client) => {
      keepAlive(client);
      transport.serve(client);
    });
  });

  server.on('clientError', (error: NodeJS.ErrnoException, stream) => {
    // Browsers open connections ahead of need. One that was never used is closed without a word: an answer on it would be taken for that of the next request.
    if (error.code === 'ERR_HTTP_REQUEST_TIMEOUT') stream.destroy();
    else if (stream.writable) refuseUpgrade(stream as Socket, '400 Bad Request');
  });

  function newUrl(lifetimeMs?: number): string {
    return `${served.origin}/#token=${tokens.issue(lifetimeMs)}`;
  }

  return {
    port,
    origin: served.origin,
    newUrl,
    async close() {
      for (const client of webSockets.clients) client.close(1001, 'Marquee is closing');
      webSockets.close();
      const closed = new Promise<void>((resolve) => server.close(() => resolve()));
      server.closeIdleConnections();
      setTimeout(() => server.closeAllConnections(), 500).unref();
      for (const client of webSockets.clients) setTimeout(() => client.terminate(), 400).unref();
      await closed;
    },
  };
}

function keepAlive(client: WebSocket): void {
  let isAlive = true;
  client.on('pong', () => {
    isAlive = true;
  });
  client.on('error', () => client.terminate());
  const timer = setInterval(() => {
    if (!isAlive) return client.terminate();
    isAlive = false;
    client.ping();
  }, PING_MS);
  timer.unref();
  client.on('close', () => clearInterval(timer));
}

function refuseUpgrade(socket: Socket, status: string): void {
  const headers = Object.entries({ 'Content-Security-Policy': contentSecurityPolicy(null), ...securityHeaders });
  socket.end(
    `HTTP/1.1 ${status}\r\n${headers.map(([name, value]) => `${name}: ${value}\r\n`).join('')}Connection: close\r\nContent-Length: 0\r\n\r\n`,
  );
}

/** A JSON object of at most a kilobyte, or null. */
async function readJson(request: IncomingMessage): Promise<Record<string, unknown> | null> {
  if (!/^application\/json\b/i.test(request.headers['content-type'] ?? '')) return null;
  let text = '';
  request.setEncoding('utf8');
  for await (const chunk of request) {
    text += chunk as string;
    if (text.length > MAX_BODY_BYTES) return null;
  }
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Record<string, unknown>) : null;
  } catch {
    return null;
  }
}
