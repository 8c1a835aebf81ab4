import { type ChildProcess, fork } from 'node:child_process';
import { EventEmitter } from 'node:events';
import { existsSync } from 'node:fs';
import { isAbsolute, join } from 'node:path';
import type { UtilityProcess } from 'electron';
import { log, onlyAfterReady } from './life.ts';

const wrapper = join(import.meta.dirname, 'utilityEntry.ts');
// Taken before the double forbids it to the app: with the RunAsNode fuse off, Electron has no fork.
const realFork = fork;

/** Electron's UtilityProcess over a child process that has `process.parentPort` in place of `process.send`. */
class UtilityDouble extends EventEmitter implements Pick<UtilityProcess, 'kill' | 'postMessage'> {
  private readonly child: ChildProcess;

  constructor(modulePath: string) {
    super();
    this.child = realFork(wrapper, [modulePath], {
      serialization: 'advanced',
      execArgv: [],
      stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
    });
    this.child.on('message', (message) => this.emit('message', message));
    this.child.on('exit', (code) => this.emit('exit', code ?? 1));
  }

  get pid(): number | undefined {
    return this.child.pid;
  }

  kill(): boolean {
    return this.child.kill();
  }

  postMessage(message: unknown, transfer: readonly unknown[] = []): void {
    if (transfer.length > 0) throw new TypeError('Only MessagePortMain objects can be transferred');
    if (this.child.connected) this.child.send(message as object);
  }
}

export const utilityProcess = {
  fork(modulePath: string): UtilityDouble {
    onlyAfterReady('utilityProcess');
    if (!isAbsolute(modulePath) || !existsSync(modulePath)) throw new Error(`utilityProcess.fork: no module at ${modulePath}`);
    log.push('utilityProcess.fork');
    return new UtilityDouble(modulePath);
  },
};
