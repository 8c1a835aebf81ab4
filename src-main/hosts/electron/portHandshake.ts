import { type BrowserWindow, MessageChannelMain, type MessagePortMain, ipcMain } from 'electron';
import { DELIVER_PORT, REQUEST_PORT } from '../../../src-preload/bridge.ts';
import type { Logger } from '../../core/base/logger.ts';
import { isTrustedSender } from './trustedSender.ts';

export interface PortHandshakeOptions {
  /** The app's own window, null while there is none. */
  readonly window: () => BrowserWindow | null;
  /** Serves the contract on main's end of a channel. */
  readonly serve: (port: MessagePortMain) => void;
  readonly logger: Logger;
}

/** Gives a fresh port to our own page when it asks for one, and to nobody else. The protocol stands in src-preload/bridge.ts. */
export function answerPortRequests(options: PortHandshakeOptions): void {
  let current: MessagePortMain | null = null;
  ipcMain.on(REQUEST_PORT, (event, nonce: unknown) => {
    const window = options.window();
    const mainFrame = window === null || window.isDestroyed() ? null : window.webContents.mainFrame;
    if (mainFrame === null || !isTrustedSender(event.senderFrame, mainFrame) || typeof nonce !== 'string' || nonce.length > 64) {
      options.logger.warn('A request for a port was refused.', { url: event.senderFrame?.url ?? 'a frame that is gone' });
      return;
    }
    // A page has one port: asking again (after a reload) ends the calls of the page before.
    current?.close();
    const { port1, port2 } = new MessageChannelMain();
    current = port1;
    options.serve(port1);
    port1.start();
    mainFrame.postMessage(DELIVER_PORT, nonce, [port2]);
  });
}
