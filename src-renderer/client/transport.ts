import type { ClientLink } from '@orpc/client';

/** One live connection to the application, whichever way it came about. */
export interface Connection {
  readonly link: ClientLink<Record<never, never>>;
  /** Settles when the other end is gone; never rejects. */
  readonly closed: Promise<void>;
  close(): void;
}

/** Opens a connection: over a MessagePort in Electron, over a WebSocket in the browser host. */
export interface Transport {
  /** @throws {AccessRefusedError} when the other end is there but does not know this page. */
  connect(): Promise<Connection>;
}

/** The page has no session and its link was used already: trying again by itself would not help. */
export class AccessRefusedError extends Error {
  override readonly name = 'AccessRefusedError';
}
