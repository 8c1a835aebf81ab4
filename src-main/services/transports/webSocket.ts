import { RPCHandler } from '@orpc/server/ws';
import type { WebSocket } from 'ws';
import type { AppRouter } from '../router.ts';

const UNSUPPORTED_DATA = 1003;
const INVALID_PAYLOAD = 1007;

/**
 * Serves the contract over one accepted WebSocket; the browser host has checked who is at the other end. The contract
 * sends no binary, so anything but one JSON object a frame ends the connection.
 */
export function createWebSocketTransport(router: AppRouter): { serve(socket: WebSocket): void } {
  const handler = new RPCHandler(router);
  return { serve: (socket) => void handler.upgrade(strict(socket)) };
}

/** The socket as the library sees it: messages that it could not read are not passed on. */
function strict(socket: WebSocket): Pick<WebSocket, 'addEventListener' | 'send'> {
  const addEventListener = ((type: 'message' | 'close', listener: (event: unknown) => void) => {
    if (type !== 'message') return socket.addEventListener(type, listener);
    socket.addEventListener('message', (event) => {
      if (typeof event.data !== 'string') return socket.close(UNSUPPORTED_DATA, 'text only');
      if (!isMessage(event.data)) return socket.close(INVALID_PAYLOAD, 'not a message of the contract');
      listener(event);
    });
  }) as WebSocket['addEventListener'];
  return { addEventListener, send: socket.send.bind(socket) };
}

function isMessage(text: string): boolean {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null && 'i' in value;
  } catch {
    return false;
  }
}
