import { EventEmitter } from 'node:events';
import { pathToFileURL } from 'node:url';

/** Gives the process what Electron gives a utility process, takes away what it has not, and loads the module. */
class ParentPortDouble extends EventEmitter {
  postMessage(message: unknown): void {
    send?.(message);
  }
}

const send = process.send?.bind(process);
const parentPort = new ParentPortDouble();
process.on('message', (data) => parentPort.emit('message', { data, ports: [] }));
process.once('disconnect', () => process.exit(0));
Object.assign(process, { parentPort, send: undefined });

await import(pathToFileURL(process.argv[2]!).href);
