import { EventEmitter } from 'node:events';
import { MessageChannel, MessagePort } from 'node:worker_threads';
import type { MessagePortMain as ElectronPort } from 'electron';

const inner = new WeakMap<object, MessagePort>();

/** The port behind a MessagePortMain; what is handed over cannot be used again on this side. */
export function release(port: unknown): MessagePort {
  const found = typeof port === 'object' && port !== null ? inner.get(port) : undefined;
  if (found === undefined) throw new TypeError('Port at index 0 is not a valid port');
  inner.delete(port as object);
  return found;
}

/** Electron's MessagePortMain over a port of Node: an emitter whose messages wait for `start`, and that transfers ports alone. */
export class MessagePortMain extends EventEmitter implements Pick<ElectronPort, 'start' | 'close' | 'postMessage'> {
  constructor(port: MessagePort) {
    super();
    inner.set(this, port);
  }

  start(): void {
    const port = inner.get(this);
    if (port === undefined) throw new Error('The port was handed over');
    port.on('message', (data: unknown) => this.emit('message', { data, ports: [] }));
    port.on('close', () => this.emit('close'));
  }

  close(): void {
    inner.get(this)?.close();
  }

  postMessage(message: unknown, transfer: readonly ElectronPort[] = []): void {
    for (const one of transfer) if (!inner.has(one)) throw new TypeError('Port at index 0 is not a valid port');
    inner.get(this)?.postMessage(
      message,
      transfer.map((one) => release(one)),
    );
  }
}

export class MessageChannelMain {
  readonly port1: MessagePortMain;
  readonly port2: MessagePortMain;

  constructor() {
    const { port1, port2 } = new MessageChannel();
    this.port1 = new MessagePortMain(port1);
    this.port2 = new MessagePortMain(port2);
  }
}

/** contextBridge copies what passes; a MessagePort, a class instance or a DOM object cannot be copied. */
export function throughContextBridge(value: unknown): unknown {
  if (value instanceof MessagePort || inner.has(value as object)) throw new Error('An object could not be cloned.');
  if (typeof value === 'function')
    return (...args: unknown[]) => throughContextBridge((value as (...args: unknown[]) => unknown)(...args.map(throughContextBridge)));
  if (Array.isArray(value)) return value.map(throughContextBridge);
  if (typeof value === 'object' && value !== null) {
    return Object.freeze(Object.fromEntries(Object.entries(value).map(([key, part]) => [key, throughContextBridge(part)])));
  }
  return value;
}
