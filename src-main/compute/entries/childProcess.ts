import type { ComputeRequest, ServerPort } from '../computeContract.ts';
import { createComputeHandlers } from '../computeHandlers.ts';
import { createPortLogger, serveCompute } from '../computeServer.ts';
import { giveWay } from './giveWay.ts';

const send = process.send?.bind(process);
if (send === undefined) throw new Error('This file serves a parent process; start it with fork.');

// Without its parent nobody can read a result or cancel the work.
process.once('disconnect', () => process.exit(0));
// Ctrl-C in a terminal reaches the whole group; the parent decides what is cancelled.
process.on('SIGINT', () => undefined);

giveWay();
const port: ServerPort = {
  postMessage: (message) => void send(message),
  onMessage: (listener) => void process.on('message', (message) => listener(message as ComputeRequest)),
};
serveCompute(port, createComputeHandlers({ clock: Date.now, nowMs: () => performance.now(), logger: createPortLogger(port) }), process.pid);
