import { randomBytes } from 'node:crypto';
import { closeSync, openSync, readFileSync, rmSync, writeSync } from 'node:fs';
import { join } from 'node:path';

/** Who works on a data folder. The file is readable by this user alone, because `secret` opens a way in. */
export interface Instance {
  readonly processId: number;
  readonly host: 'electron' | 'browser';
  readonly startedAt: number;
  /** Loopback port of the browser host, null where there is none. */
  readonly port: number | null;
  readonly secret: string;
}

export interface InstanceLock {
  readonly secret: string;
  /** Tells later starts where this one can be reached. */
  publish(port: number): void;
  release(): void;
}

const FILE = 'instance.json';

/** Takes the data folder for this process, or answers with the live instance that has it. A lock whose process is gone is taken over. */
export function acquireInstanceLock(dataDir: string, host: Instance['host'], clock: () => number): InstanceLock | { readonly heldBy: Instance } {
  const file = join(dataDir, FILE);
  const secret = randomBytes(32).toString('base64url');
  const mine = (port: number | null): Instance => ({ processId: process.pid, host, startedAt: clock(), port, secret });
  for (let attempt = 0; attempt < 3; attempt++) {
    if (writeNew(file, mine(null))) {
      return {
        secret,
        publish(port) {
          rmSync(file, { force: true });
          writeNew(file, mine(port));
        },
        release() {
          if (readInstance(dataDir)?.secret === secret) rmSync(file, { force: true });
        },
      };
    }
    const holder = readInstance(dataDir);
    if (holder !== null && isAlive(holder.processId)) return { heldBy: holder };
    rmSync(file, { force: true });
  }
  throw new Error(`internal: the lock file ${file} cannot be taken`);
}

export function readInstance(dataDir: string): Instance | null {
  try {
    const value = JSON.parse(readFileSync(join(dataDir, FILE), 'utf8')) as Partial<Instance>;
    return typeof value.processId === 'number' && typeof value.secret === 'string' ? (value as Instance) : null;
  } catch {
    return null;
  }
}

function writeNew(file: string, instance: Instance): boolean {
  try {
    const descriptor = openSync(file, 'wx', 0o600);
    writeSync(descriptor, `${JSON.stringify(instance)}\n`);
    closeSync(descriptor);
    return true;
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'EEXIST') return false;
    throw error;
  }
}

function isAlive(processId: number): boolean {
  if (processId === process.pid) return false;
  try {
    process.kill(processId, 0);
    return true;
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}
