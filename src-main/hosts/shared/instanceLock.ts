import { randomBytes } from 'node:crypto';
import { readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { Clock } from '../../core/base/clock.ts';
import { DomainError } from '../../core/base/errors.ts';
import { lockDataFolder, readHolder } from '../../core/storage/dataFolderLock.ts';

/** How the live instance of a data folder can be reached. */
export interface Instance {
  readonly processId: number | null;
  readonly host: string;
  /** Loopback port of the browser host, null where there is none. */
  readonly port: number | null;
  readonly secret: string | null;
}

export interface InstanceLock {
  /** Whoever shows it is this user on this machine, and gets a new way in. */
  readonly secret: string;
  /** Tells later starts where this one can be reached. */
  publish(port: number): void;
  /** Takes another folder and lets go of this one; nothing where it is the same. @throws DomainError 'conflict' where another has it. */
  moveTo(dataDir: string): void;
  release(): void;
}

const FILE = 'attach.json';

/** Takes the data folder for this process, or answers with the live instance that has it. */
export function acquireInstanceLock(
  dataDir: string,
  host: 'electron' | 'browser' | 'cli',
  clock: Clock,
): InstanceLock | { readonly heldBy: Instance } {
  const secret = randomBytes(32).toString('base64url');
  let held: Held;
  try {
    held = hold(dataDir, host, clock);
  } catch (error) {
    if (!(error instanceof DomainError && error.code === 'conflict')) throw error;
    return { heldBy: readInstance(dataDir) };
  }
  let port: number | null = null;
  const letGo = (): void => {
    rmSync(join(held.dataDir, FILE), { force: true });
    held.lock.release();
  };
  const publish = (at: number): void => {
    port = at;
    held.lock.announce(`http://127.0.0.1:${port}/`);
    const file = join(held.dataDir, FILE);
    const temporary = `${file}.${process.pid}.tmp`;
    writeFileSync(temporary, `${JSON.stringify({ port, secret })}\n`, { mode: 0o600 });
    renameSync(temporary, file);
  };
  return {
    secret,
    publish,
    moveTo(next) {
      if (resolve(next) === resolve(held.dataDir)) return;
      const taken = hold(next, host, clock);
      letGo();
      held = taken;
      if (port !== null) publish(port);
    },
    release: letGo,
  };
}

interface Held {
  readonly dataDir: string;
  readonly lock: ReturnType<typeof lockDataFolder>;
}

function hold(dataDir: string, host: string, clock: Clock): Held {
  const lock = lockDataFolder(dataDir, { clock, host });
  rmSync(join(dataDir, FILE), { force: true });
  return { dataDir, lock };
}

/** What the live instance of a data folder has said of itself so far; it may still be starting. */
export function readInstance(dataDir: string): Instance {
  const holder = readHolder(dataDir);
  return { processId: holder?.pid ?? null, host: holder?.host ?? 'another', ...readAttach(join(dataDir, FILE)) };
}

function readAttach(file: string): Pick<Instance, 'port' | 'secret'> {
  try {
    const { port, secret } = JSON.parse(readFileSync(file, 'utf8')) as Partial<Instance>;
    return typeof port === 'number' && typeof secret === 'string' ? { port, secret } : { port: null, secret: null };
  } catch {
    return { port: null, secret: null };
  }
}
