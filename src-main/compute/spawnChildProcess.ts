import { type ChildProcess, fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { stripVTControlCharacters } from 'node:util';
import type { ComputeProcess, ComputeReply, SpawnCompute } from './computeContract.ts';

/**
 * The compute process as a child process of plain Node, for the browser host, the terminal and tests.
 * @param entry file that serves compute on the process's IPC channel.
 */
export function spawnChildProcess(entry: string | URL): SpawnCompute {
  const path = typeof entry === 'string' ? entry : fileURLToPath(entry);
  return () => {
    const child = fork(path, [], { serialization: 'advanced', execArgv: [], stdio: ['ignore', 'ignore', 'pipe', 'ipc'] });
    return fromChild(child);
  };
}

function fromChild(child: ChildProcess): ComputeProcess {
  let lastWords = '';
  child.stderr?.setEncoding('utf8').on('data', (text: string) => {
    lastWords = (lastWords + text).slice(-2000);
  });
  return {
    postMessage(message) {
      // A send to a process that is just ending fails; onExit then reports the end itself.
      if (child.connected) child.send(message, () => undefined);
    },
    onMessage: (listener) => void child.on('message', (message) => listener(message as ComputeReply)),
    onExit(listener) {
      let isReported = false;
      const report = (reason: string): void => {
        if (isReported) return;
        isReported = true;
        listener(reason);
      };
      child.once('error', (error) => report(`it could not be started: ${error.message}`));
      child.once('exit', (code, signal) => report(describeEnd(code, signal, lastWords)));
    },
    kill: () => void child.kill('SIGKILL'),
  };
}

function describeEnd(code: number | null, signal: NodeJS.Signals | null, lastWords: string): string {
  const how = signal === null ? `it ended with code ${code}` : `it was ended by signal ${signal}`;
  // Whoever was killed from outside said nothing of it.
  if (signal === 'SIGKILL') return how;
  const lastLine = stripVTControlCharacters(lastWords)
    .split('\n')
    .map((line) => line.trim())
    .findLast((line) => /error|cannot|out of memory/i.test(line));
  return lastLine === undefined ? how : `${how}: ${lastLine.slice(0, 200)}`;
}
