import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';

export interface AccessTokens {
  /** A new one-time token of 256 bits; every token given before loses its worth. */
  issue(): string;
  /** Exchanges a token for a session, once. `slow-down` after ten wrong tries within a minute. */
  exchange(token: string): { readonly session: string } | 'wrong' | 'slow-down';
  isSession(session: string | null): boolean;
  /** Compares a secret in constant time, under the same limit of tries. */
  compare(expected: string, given: string): 'same' | 'wrong' | 'slow-down';
}

const MAX_WRONG_TRIES = 10;
const WINDOW_MS = 60_000;
const MAX_SESSIONS = 64;

/** Keeps digests alone, so that neither a token nor a session can be read out of memory dumps or timing. */
export function createAccessTokens(clock: () => number): AccessTokens {
  let waiting: Buffer | null = null;
  const sessions: Buffer[] = [];
  let wrongTries: number[] = [];

  function hasTriedTooOften(): boolean {
    const now = clock();
    wrongTries = wrongTries.filter((time) => now - time < WINDOW_MS && time <= now);
    return wrongTries.length >= MAX_WRONG_TRIES;
  }

  return {
    issue() {
      const token = randomBytes(32).toString('base64url');
      waiting = digest(token);
      return token;
    },
    exchange(token) {
      if (hasTriedTooOften()) return 'slow-down';
      if (waiting === null || !timingSafeEqual(waiting, digest(token))) {
        wrongTries.push(clock());
        return 'wrong';
      }
      waiting = null;
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
      const candidate = digest(session);
      let isKnown = false;
      for (const known of sessions) isKnown = timingSafeEqual(known, candidate) || isKnown;
      return isKnown;
    },
  };
}

function digest(text: string): Buffer {
  return createHash('sha256').update(text).digest();
}
