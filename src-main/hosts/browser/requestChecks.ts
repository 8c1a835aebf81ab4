import type { IncomingMessage } from 'node:http';

/** The one origin that the browser host answers for. */
export interface ServedOrigin {
  /** "127.0.0.1:PORT" */
  readonly host: string;
  /** "http://127.0.0.1:PORT" */
  readonly origin: string;
}

/**
 * Why a request is refused before any routing, or null. A page of another site can reach a loopback port (DNS rebinding,
 * cross-site WebSocket); it cannot forge Host and Origin, so both must be exactly ours.
 */
export function refusal(request: IncomingMessage, served: ServedOrigin, isUpgrade: boolean): string | null {
  if (headerValues(request, 'host').length !== 1 || request.headers.host !== served.host) return 'wrong Host';
  if (request.url === undefined || !request.url.startsWith('/') || request.url.startsWith('//')) return 'wrong request target';
  const changesSomething = request.method !== 'GET' && request.method !== 'HEAD';
  if (isUpgrade || changesSomething) {
    if (headerValues(request, 'origin').length !== 1 || request.headers.origin !== served.origin) return 'wrong Origin';
    const site = request.headers['sec-fetch-site'];
    if (site !== undefined && site !== 'same-origin') return 'wrong Sec-Fetch-Site';
  }
  return null;
}

/** Every value of a header as sent; Node's own `headers` keeps only the first of some duplicates. */
function headerValues(request: IncomingMessage, name: string): string[] {
  const values: string[] = [];
  for (let i = 0; i + 1 < request.rawHeaders.length; i += 2) {
    if (request.rawHeaders[i]?.toLowerCase() === name) values.push(request.rawHeaders[i + 1] ?? '');
  }
  return values;
}

/** Value of one cookie, or null. */
export function cookieValue(request: IncomingMessage, name: string): string | null {
  for (const part of (request.headers.cookie ?? '').split(';')) {
    const [key, value] = part.trim().split('=', 2);
    if (key === name && value !== undefined) return value;
  }
  return null;
}
