import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';

export interface AccessTokens {
  /**
   * A new one-time token of 256 bits, good until its first use; of more than sixteen unused ones the oldest lapses.
   * @param lifetimeMs after which it lapses unused; for ever without it.
   */
  issue(lifetimeMs?: number): string;
  /** Exchanges a token for a session, once. `slow-down` after ten wrong tries within a minute. */
  exchange(token: string): { readonly session: string } | 'wrong' | 'slow-down';
  isSession(session: string | null): boolean;
  /** Compares a secret in constant time, under the same limit of tries. */
  compare(expected: string, given: string): 'same' | 'wrong' | 'slow-down';
}

const MAX_WRONG_TRIES = 10;
const WINDOW_MS = 60_000;
const MAX_SESSIONS = 64;
const MAX_WAITING = 16;

/** Keeps digests alone, so that neither a token nor a session can be read out of memory dumps or timing. */
export function createAccessTokens(clock: () => number): AccessTokens {
  let waiting: { readonly digest: Buffer; readonly lapsesAt: number }[] = [];
  const sessions: Buffer[] = [];
  let wrongTries: number[] = [];

  function hasTriedTooOften(): boolean {
    const now = clock();
    wrongTries = wrongTries.filter((time) => now - time < WINDOW_MS && time <= now);
    return wrongTries.length >= MAX_WRONG_TRIES;
  }

  return {
    issue(lifetimeMs = Number.POSITIVE_INFINITY) {
      const token = randomBytes(32).toString('base64url');
      waiting.push({ digest: digest(token), lapsesAt: clock() + lifetimeMs });
      if (waiting.length > MAX_WAITING) waiting.shift();
      return token;
    },
    exchange(token) {
      if (hasTriedTooOften()) return 'slow-down';
      const given = digest(token);
      const now = clock();
      waiting = waiting.filter(({ lapsesAt }) => now < lapsesAt);
      const at = indexOf(
        waiting.map((known) => known.digest),
        given,
      );
      if (at < 0) {
        wrongTries.push(clock());
        return 'wrong';
      }
      waiting.splice(at, 1);
      const session = randomBytes(32).toString('base64url');
      sessions.push(digest(session));
      if (sessions.length > MAX_SESSIONS) sessions.shift();
      return { session };
    },
    compare(expected, given) {
      if (hasTriedTooOften()) return 'slow-down';
      if (timingSafeEqual(digest(expected), digest(given))) return 'same';
      wrongTries.push(clock());
      return 'wrong';
    },
    isSession(session) {
      if (session === null) return false;
      return indexOf(sessions, digest(session)) >= 0;
    },
  };
}

/** Every digest is compared, in constant time, wherever the equal one stands. */
function indexOf(digests: readonly Buffer[], wanted: Buffer): number {
  let found = -1;
  for (const [at, known] of digests.entries()) if (timingSafeEqual(known, wanted)) found = at;
  return found;
}

function digest(text: string): Buffer {
  return createHash('sha256').update(text).digest();
}
