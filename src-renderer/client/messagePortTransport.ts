import { RPCLink } from '@orpc/client/message-port';
import { type Bridge, isPortMessage } from '../../src-preload/bridge.ts';
import type { Connection, Transport } from './transport.ts';

const HANDSHAKE_MS = 10_000;

/** The handshake of src-preload/bridge.ts: ask for a port with a nonce, take the one that comes back with it. */
export function createMessagePortTransport(bridge: Bridge, page: Window): Transport {
  return {
    async connect(): Promise<Connection> {
      const port = await requestPort(bridge, page);
      const closed = new Promise<void>((resolve) => port.addEventListener('close', () => resolve(), { once: true }));
      const link = new RPCLink<Record<never, never>>({ port });
      port.start();
      return { link, closed, close: () => port.close() };
    },
  };
}

function requestPort(bridge: Bridge, page: Window): Promise<MessagePort> {
  return new Promise((resolve, reject) => {
    const nonce = crypto.randomUUID();
    const finish = (): void => {
      page.clearTimeout(timer);
      page.removeEventListener('message', take);
    };
    const take = (event: MessageEvent): void => {
      const port = event.ports[0];
      if (!isPortMessage(event, nonce, page) || port === undefined) return;
      finish();
      resolve(port);
    };
    const timer = page.setTimeout(() => {
      finish();
      reject(new Error('The application did not answer within ten seconds.'));
    }, HANDSHAKE_MS);
    page.addEventListener('message', take);
    bridge.requestPort(nonce);
  });
}
