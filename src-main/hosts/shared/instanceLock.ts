import { randomBytes } from 'node:crypto';
import { readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
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
  const file = join(dataDir, FILE);
  try {
    const lock = lockDataFolder(dataDir, { clock, host });
    rmSync(file, { force: true });
    return {
      secret,
      publish(port) {
        lock.announce(`http://127.0.0.1:${port}/`);
        const temporary = `${file}.${process.pid}.tmp`;
        writeFileSync(temporary, `${JSON.stringify({ port, secret })}\n`, { mode: 0o600 });
        renameSync(temporary, file);
      },
      release() {
        rmSync(file, { force: true });
        lock.release();
      },
    };
  } catch (error) {
    if (!(error instanceof DomainError && error.code === 'conflict')) throw error;
    return { heldBy: readInstance(dataDir) };
  }
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
