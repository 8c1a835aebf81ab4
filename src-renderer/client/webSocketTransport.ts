import { RPCLink } from '@orpc/client/websocket';
import { ensureSession } from './session.ts';
import type { Connection, Transport } from './transport.ts';

const OPEN_MS = 10_000;

/** The browser host's way in: a session first, then the contract over `/rpc`. */
export function createWebSocketTransport(page: Window): Transport {
  return {
    async connect(): Promise<Connection> {
      await ensureSession({ location: page.location, history: page.history, fetch: page.fetch.bind(page) });
      const socket = new WebSocket(`${page.location.protocol === 'https:' ? 'wss' : 'ws'}://${page.location.host}/rpc`);
      const closed = new Promise<void>((resolve) => socket.addEventListener('close', () => resolve(), { once: true }));
      const link = new RPCLink<Record<never, never>>({ websocket: socket });
      await opened(socket, page);
      return { link, closed, close: () => socket.close() };
    },
  };
}

function opened(socket: WebSocket, page: Window): Promise<void> {
  return new Promise((resolve, reject) => {
    const timer = page.setTimeout(() => socket.close(), OPEN_MS);
    socket.addEventListener(
      'open',
      () => {
        page.clearTimeout(timer);
        resolve();
      },
      { once: true },
    );
    socket.addEventListener(
      'close',
      () => {
        page.clearTimeout(timer);
        reject(new Error('The connection was refused or closed.'));
      },
      { once: true },
    );
  });
}
