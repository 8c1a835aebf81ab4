import { RPCHandler } from '@orpc/server/ws';
import type { WebSocket } from 'ws';
import type { AppRouter } from '../router.ts';

/** Serves the contract over one accepted WebSocket; the browser host has checked who is at the other end. */
export function createWebSocketTransport(router: AppRouter): { serve(socket: WebSocket): void } {
  const handler = new RPCHandler(router);
  return { serve: (socket) => void handler.upgrade(socket) };
}
