import { contextBridge, ipcRenderer } from 'electron';
import { BRIDGE_NAME, type Bridge, DELIVER_PORT, PORT_MESSAGE, type PortMessage, REQUEST_PORT } from './bridge.ts';

const bridge: Bridge = {
  requestPort(nonce) {
    ipcRenderer.send(REQUEST_PORT, String(nonce).slice(0, 64));
  },
};

ipcRenderer.on(DELIVER_PORT, (event, nonce: string) => {
  const message: PortMessage = { type: PORT_MESSAGE, nonce };
  // '*' names this very window: nothing else can receive what a window posts to itself.
  window.postMessage(message, '*', [...event.ports]);
});

contextBridge.exposeInMainWorld(BRIDGE_NAME, Object.freeze(bridge));
