import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

export const repositoryRoot = join(import.meta.dirname, '..', '..');

export interface RunningHost {
  /** With its one-time token in the fragment: good for the first page that opens it. */
  readonly url: string;
  /** `http://127.0.0.1:PORT`, without a token. */
  readonly origin: string;
  readonly dataDir: string;
  /** Everything the host has written so far, for messages of failed tests. */
  output(): string;
  /** A fresh one-time URL, as a person gets it by pressing Enter in the terminal. */
  freshUrl(): Promise<string>;
  /** Interrupts the host as Ctrl-C does, waits for its end, removes the data folder if this helper made it. Returns the exit code. */
  stop(): Promise<number | null>;
  /** Ends it as a power cut would; the data folder stays. */
  kill(): Promise<void>;
  readonly pid: number;
}

export interface HostOptions {
  /** Kept after `stop`; without it an empty temporary folder is made, and removed at the end. */
  readonly dataDir?: string;
  readonly env?: Readonly<Record<string, string>>;
  readonly args?: readonly string[];
}

const URL_PATTERN = /http:\/\/127\.0\.0\.1:\d+\/\S*/g;

/** Starts the built browser host (`out/main/cli.js serve --no-open`) and waits for the URL that it prints. */
export async function startHost(options: HostOptions = {}): Promise<RunningHost> {
  const entry = join(repositoryRoot, 'out', 'main', 'cli.js');
  if (!existsSync(entry)) throw new Error('The app is not built: run `npm test`, or `node .ci/bootstrap.mjs build`.');
  const dataDir = options.dataDir ?? (await mkdtemp(join(tmpdir(), 'marquee-e2e-')));
  const child = spawn(process.execPath, [entry, 'serve', '--no-open', '--data-dir', dataDir, ...(options.args ?? [])], {
    cwd: repositoryRoot,
    env: { ...process.env, ...options.env },
    stdio: ['pipe', 'pipe', 'pipe'],
  });
  let text = '';
  const listeners = new Set<() => void>();
  const take = (chunk: Buffer): void => {
    text += chunk.toString('utf8');
    for (const listener of listeners) listener();
  };
  child.stdout.on('data', take);
  child.stderr.on('data', take);
  const ended = new Promise<number | null>((resolve) => {
    child.once('close', (code) => {
      resolve(code);
      for (const listener of listeners) listener();
    });
  });

  /** Waits for the (n+1)-th URL in the output. */
  function urlNumber(n: number): Promise<string> {
    return new Promise((resolve, reject) => {
      const timer = setTimeout(() => finish(() => reject(new Error(`The host printed no URL within 60 s. It said:\n${text}`))), 60_000);
      const finish = (settle: () => void): void => {
        clearTimeout(timer);
        listeners.delete(look);
        settle();
      };
      const look = (): void => {
        const url = [...text.matchAll(URL_PATTERN)][n]?.[0];
        if (url !== undefined) finish(() => resolve(url));
        else if (child.exitCode !== null) finish(() => reject(new Error(`The host ended with code ${child.exitCode}. It said:\n${text}`)));
      };
      listeners.add(look);
      look();
    });
  }

  async function stop(): Promise<number | null> {
    child.kill('SIGINT');
    const timer = setTimeout(() => child.kill('SIGKILL'), 10_000);
    const code = await ended;
    clearTimeout(timer);
    if (options.dataDir === undefined) await rm(dataDir, { recursive: true, force: true });
    return code;
  }

  try {
    const url = await urlNumber(0);
    return {
      url,
      origin: new URL(url).origin,
      dataDir,
      output: () => text,
      freshUrl() {
        const seen = [...text.matchAll(URL_PATTERN)].length;
        child.stdin.write('\n');
        return urlNumber(seen);
      },
      stop,
      async kill() {
        child.kill('SIGKILL');
        await ended;
      },
      pid: child.pid!,
    };
  } catch (error) {
    await stop();
    throw error;
  }
}
