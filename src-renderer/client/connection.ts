import type { ClientLink } from '@orpc/client';
import { createStore, type StoreApi } from 'zustand/vanilla';
import { DisconnectedError } from './appError.ts';
import { AccessRefusedError, type Connection, type Transport } from './transport.ts';

export type ConnectionState =
  /** The first connection is being made. */
  | 'connecting'
  | 'connected'
  /** It was there and is gone, or never came; tried again by itself. */
  | 'disconnected'
  /** The host does not know this page: a new link is needed. */
  | 'refused';

export interface ConnectionStatus {
  readonly state: ConnectionState;
  /** Counts connections made; streams begin again when it grows. */
  readonly epoch: number;
}

export interface ReconnectingLink extends ClientLink<Record<never, never>> {
  readonly status: StoreApi<ConnectionStatus>;
  retryNow(): void;
}

export interface ReconnectOptions {
  /** Milliseconds between tries; the last one repeats. */
  readonly delays?: readonly number[];
  readonly setTimer?: (run: () => void, ms: number) => unknown;
}

const DELAYS = [250, 500, 1000, 2000, 4000] as const;
/** A call made while a connection is on its way waits this long for it. */
const PATIENCE_MS = 3000;

/**
 * A link that outlives its connections: calls go to the present one; when it is cut, it is made anew, and calls meanwhile wait
 * a moment, then fail with a DisconnectedError.
 */
export function createReconnectingLink(transport: Transport, options: ReconnectOptions = {}): ReconnectingLink {
  const delays = options.delays ?? DELAYS;
  const setTimer = options.setTimer ?? ((run, ms) => setTimeout(run, ms));
  const status = createStore<ConnectionStatus>(() => ({ state: 'connecting', epoch: 0 }));
  let connection: Connection | null = null;
  let tries = 0;
  let isTrying = false;

  async function connect(): Promise<void> {
    if (isTrying || connection !== null) return;
    isTrying = true;
    try {
      const next = await transport.connect();
      connection = next;
      tries = 0;
      status.setState(({ epoch }) => ({ state: 'connected', epoch: epoch + 1 }));
      void next.closed.then(() => {
        connection = null;
        status.setState({ state: 'disconnected' });
        retryLater();
      });
    } catch (error) {
      if (error instanceof AccessRefusedError) status.setState({ state: 'refused' });
      else {
        if (tries >= 2 || status.getState().epoch > 0) status.setState({ state: 'disconnected' });
        retryLater();
      }
    } finally {
      isTrying = false;
    }
  }

  function retryLater(): void {
    const ms = delays[Math.min(tries, delays.length - 1)] ?? 1000;
    tries += 1;
    setTimer(() => void connect(), ms);
  }

  function waitForConnection(): Promise<Connection> {
    if (connection !== null) return Promise.resolve(connection);
    return new Promise((resolve, reject) => {
      const finish = (settle: () => void): void => {
        clearTimeout(timer);
        unsubscribe();
        settle();
      };
      const timer = setTimeout(() => finish(() => reject(new DisconnectedError('Not connected.'))), PATIENCE_MS);
      const unsubscribe = status.subscribe(({ state }) => {
        const present = connection;
        if (present !== null) finish(() => resolve(present));
        else if (state === 'refused') finish(() => reject(new DisconnectedError('Refused.')));
      });
    });
  }

  void connect();
  return {
    status,
    retryNow() {
      tries = 0;
      void connect();
    },
    async call(path, input, callOptions) {
      const present = connection ?? (await waitForConnection());
      try {
        return await present.link.call(path, input, callOptions);
      } catch (error) {
        if (connection !== present && !callOptions.signal?.aborted)
          throw new DisconnectedError('The connection was cut.', { cause: error });
        throw error;
      }
    },
  };
}
