import type { ComputeReply, ComputeRequest, ServerPort } from '../computeContract.ts';
import { createComputeHandlers } from '../computeHandlers.ts';
import { createPortLogger, serveCompute } from '../computeServer.ts';
import { giveWay } from './giveWay.ts';

/** The part of Electron's `process.parentPort` that is used here; `electron` itself is not imported below the hosts. */
interface ParentPort {
  postMessage(message: ComputeReply): void;
  on(event: 'message', listener: (event: { data: ComputeRequest }) => void): void;
}

const { parentPort } = process as unknown as { parentPort?: ParentPort };
if (parentPort === undefined) throw new Error('This file runs as a utility process of Electron.');

giveWay();
const port: ServerPort = {
  postMessage: (message) => parentPort.postMessage(message),
  onMessage: (listener) => parentPort.on('message', (event) => listener(event.data)),
};
serveCompute(port, createComputeHandlers({ clock: Date.now, nowMs: () => performance.now(), logger: createPortLogger(port) }), process.pid);
