import { RPCHandler } from '@orpc/server/message-port';
import type { AppRouter } from '../router.ts';

export type ServedPort = Parameters<RPCHandler<Record<never, never>>['upgrade']>[0];

/** Serves the contract over one end of a message channel (Electron's MessagePortMain, or a MessagePort of Node). */
export function createMessagePortTransport(router: AppRouter): { serve(port: ServedPort): void } {
  const handler = new RPCHandler(router);
  return { serve: (port) => handler.upgrade(port) };
}
