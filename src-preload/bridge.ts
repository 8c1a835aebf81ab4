/**
 * What the preload shows to the page, and the messages of the handshake that carries one MessagePort from main to the
 * page. A MessagePort cannot pass through contextBridge, so it is forwarded with `window.postMessage`:
 *
 *   page:    listens for `message`, then calls `window.marquee.requestPort(nonce)`
 *   preload: ipcRenderer.send(REQUEST_PORT, nonce)
 *   main:    checks the sender, makes a channel, senderFrame.postMessage(DELIVER_PORT, nonce, [port])
 *   preload: window.postMessage({ type: PORT_MESSAGE, nonce }, '*', [port])
 *   page:    takes the port when `isPortMessage(event, nonce, window)` holds, and calls `port.start()`
 *
 * A page may ask again (after a reload, or when a port has closed); each request gets a port of its own.
 */
export interface Bridge {
  /** Asks main for a port. `nonce` is any string of the caller's, at most 64 characters; it comes back in the message. */
  requestPort(nonce: string): void;
}

/** The name under which the bridge stands on `window`; absent in the browser host. */
export const BRIDGE_NAME = 'marquee';

export const REQUEST_PORT = 'marquee:request-port';
export const DELIVER_PORT = 'marquee:deliver-port';
export const PORT_MESSAGE = 'marquee:port';

export interface PortMessage {
  readonly type: typeof PORT_MESSAGE;
  readonly nonce: string;
}

interface MessageLike {
  readonly data: unknown;
  readonly source: unknown;
  readonly ports: readonly unknown[];
}

/** True for the message by which the preload hands over the port that was asked for with `nonce`. `self` is `window`. */
export function isPortMessage(event: MessageLike, nonce: string, self: unknown): boolean {
  const data = event.data as Partial<PortMessage> | null;
  return (
    event.source === self &&
    typeof data === 'object' &&
    data !== null &&
    data.type === PORT_MESSAGE &&
    data.nonce === nonce &&
    event.ports.length === 1
  );
}
