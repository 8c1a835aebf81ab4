import { AccessRefusedError } from './transport.ts';

export interface SessionPage {
  readonly location: Pick<Location, 'hash' | 'pathname' | 'search'>;
  readonly history: Pick<History, 'replaceState' | 'state'>;
  readonly fetch: typeof fetch;
}

/**
 * Makes sure that this browser has a session: the one-time token of the URL's fragment is exchanged for a cookie, and taken out
 * of the address so that it is neither bookmarked nor tried twice.
 * @throws {AccessRefusedError} without a token or a session that the host knows.
 */
export async function ensureSession(page: SessionPage): Promise<void> {
  const token = tokenOf(page.location.hash);
  if (token !== null) {
    page.history.replaceState(page.history.state, '', `${page.location.pathname}${page.location.search}#/`);
    const answer = await page.fetch('/session', {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify({ token }),
      credentials: 'same-origin',
    });
    if (answer.ok) return;
    if (answer.status === 429) throw new Error('Too many links were tried; wait a minute.');
  }
  const check = await page.fetch('/session', { credentials: 'same-origin' });
  if (check.ok) return;
  if (check.status === 401 || check.status === 403) throw new AccessRefusedError('This page has no session.');
  throw new Error(`The host answered ${check.status}.`);
}

/** The token of `#token=...`, or null. */
export function tokenOf(hash: string): string | null {
  return /^#\/?token=([\w-]+)$/.exec(hash)?.[1] ?? null;
}
