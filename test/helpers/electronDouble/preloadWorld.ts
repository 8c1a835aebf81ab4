import { EventEmitter } from 'node:events';
import { readFileSync } from 'node:fs';
import { extname, isAbsolute } from 'node:path';
import { createContext, runInContext } from 'node:vm';
import type { MessagePort } from 'node:worker_threads';
import { throughContextBridge } from './ports.ts';

interface PageMessage {
  readonly data: unknown;
  readonly source: unknown;
  readonly ports: readonly MessagePort[];
}

/** The page and its isolated preload, as a sandboxed renderer runs them. */
export interface PageWorld {
  /** What contextBridge has put on `window`. */
  readonly exposed: Readonly<Record<string, unknown>>;
  /** The `window` that messages name as their source. */
  readonly self: object;
  addMessageListener(listener: (message: PageMessage) => void): void;
  /** Main's `frame.postMessage` arrives at the preload's ipcRenderer. */
  deliver(channel: string, message: unknown, ports: readonly MessagePort[]): void;
}

/**
 * Runs a preload as Electron's sandbox does: one CommonJS script, `require` of `electron` alone, no Node globals.
 * @param send `ipcRenderer.send` of this frame, its arguments already copied.
 */
export function runPreload(path: string, send: (channel: string, args: unknown[]) => void): PageWorld {
  if (!isAbsolute(path)) throw new Error(`The preload path must be absolute: ${path}`);
  if (extname(path) === '.mjs') throw new Error('A sandboxed preload cannot be an ES module');
  const exposed: Record<string, unknown> = {};
  const listeners = new Set<(message: PageMessage) => void>();
  const self = {};
  const ipcRenderer = new EventEmitter() as EventEmitter & { send(channel: string, ...args: unknown[]): void };
  ipcRenderer.send = (channel, ...args) => send(channel, structuredClone(args));
  const electron = {
    contextBridge: {
      exposeInMainWorld(name: string, api: unknown) {
        if (name in exposed) throw new Error(`Cannot bind an API on top of an existing property on the window object: ${name}`);
        exposed[name] = throughContextBridge(api);
      },
    },
    ipcRenderer,
  };
  const window = {
    postMessage(data: unknown, targetOrigin: string, transfer: readonly MessagePort[] = []) {
      if (typeof targetOrigin !== 'string') throw new TypeError('postMessage needs a target origin');
      const message: PageMessage = { data: structuredClone(data), source: self, ports: transfer };
      setImmediate(() => listeners.forEach((listener) => listener(message)));
    },
  };
  const source = readFileSync(path, 'utf8');
  const require = (name: string): unknown => {
    if (name !== 'electron') throw new Error(`module not found: ${name}`);
    return electron;
  };
  // No process, Buffer or globalThis of ours: the context has what is named here, and the language.
  const context = createContext({ window, console });
  const script = runInContext(`(function (require, module, exports) {${source}\n})`, context, { filename: path }) as (
    ...args: unknown[]
  ) => void;
  const module = { exports: {} };
  script(require, module, module.exports);
  return {
    exposed,
    self,
    addMessageListener: (listener) => void listeners.add(listener),
    deliver: (channel, message, ports) =>
      void setImmediate(() => ipcRenderer.emit(channel, { ports, senderId: 0 }, structuredClone(message))),
  };
}
