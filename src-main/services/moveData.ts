import { cp, mkdir, readdir, rm, stat, statfs } from 'node:fs/promises';
import { isAbsolute, join, relative, resolve, sep } from 'node:path';
import { DomainError } from '../core/base/errors.ts';
import { MOVE_NOTE } from './moveNote.ts';
import { checkDatabase, openDatabase } from '../core/storage/database.ts';

/** Belong to the running process or the old place, not to the data; `electron` holds Chromium's own caches, open while the window is. */
const leftBehind: ReadonlySet<string> = new Set(['lock.db', 'lock.json', 'attach.json', 'logs', 'electron', MOVE_NOTE]);

/**
 * Checks that a folder can take the data. Resolves to its absolute path.
 * @throws DomainError 'invalid-input', 'conflict' or 'storage-failed' with what to do.
 */
export async function prepareTarget(dataDir: string, to: string): Promise<string> {
  if (!isAbsolute(to))
    throw new DomainError('invalid-input', `"${to}" is no absolute path; give the whole path of the new folder.`, { to });
  const target = resolve(to);
  const way = relative(dataDir, target);
  if (way === '' || (!way.startsWith(`..${sep}`) && way !== '..' && !isAbsolute(way))) {
    throw new DomainError('invalid-input', 'The new folder lies inside the present one; choose a folder elsewhere.', { to: target });
  }
  try {
    await mkdir(target, { recursive: true, mode: 0o700 });
    if ((await readdir(target)).length > 0) {
      throw new DomainError('conflict', `The folder ${target} is not empty; choose an empty or a new one.`, { to: target });
    }
    const needed = await sizeOf(dataDir);
    const { bavail, bsize } = await statfs(target);
    if (bavail * bsize < needed * 1.05) {
      throw new DomainError(
        'storage-failed',
        `The new place has too little room: ${mebibytes(needed)} MiB are needed, ${mebibytes(bavail * bsize)} MiB are free.`,
        {
          neededBytes: needed,
          freeBytes: bavail * bsize,
        },
      );
    }
  } catch (error) {
    if (error instanceof DomainError) throw error;
    const reason = error instanceof Error && 'code' in error ? String(error.code) : 'unknown reason';
    throw new DomainError('storage-failed', `The folder ${target} cannot be used (${reason}); choose another.`, { to: target, reason });
  }
  return target;
}

/** Copies everything and compares it. The data bases of the folder must be closed. On a fault the target is emptied again. */
export async function copyData(dataDir: string, target: string): Promise<void> {
  try {
    for (const name of await readdir(dataDir)) {
      if (!leftBehind.has(name))
        await cp(join(dataDir, name), join(target, name), { recursive: true, preserveTimestamps: true, errorOnExist: true, force: false });
    }
    await compare(dataDir, target, true);
    const database = openDatabase(join(target, 'person.db'), { durability: 'readOnly', mustExist: true });
    try {
      const verdict = checkDatabase(database, 'full');
      if (verdict !== 'ok')
        throw new DomainError('storage-failed', `The copy in ${target} is not sound (${verdict}); the old folder is used as before.`);
    } finally {
      database.close();
    }
  } catch (error) {
    for (const name of await readdir(target)) await rm(join(target, name), { recursive: true, force: true });
    if (error instanceof DomainError) throw error;
    const reason = error instanceof Error ? error.message : String(error);
    throw new DomainError(
      'storage-failed',
      `The data could not be copied (${reason}); the old folder is used as before.`,
      { reason },
      { cause: error },
    );
  }
}

async function compare(from: string, to: string, isTop: boolean): Promise<void> {
  for (const entry of await readdir(from, { withFileTypes: true })) {
    if (isTop && leftBehind.has(entry.name)) continue;
    const [source, copy] = [join(from, entry.name), join(to, entry.name)];
    if (entry.isDirectory()) await compare(source, copy, false);
    else if ((await stat(source)).size !== (await stat(copy)).size) {
      throw new DomainError('storage-failed', `The copy of ${entry.name} is not whole; the old folder is used as before.`, {
        file: entry.name,
      });
    }
  }
}

/** Bytes of what a move takes along. */
async function sizeOf(dataDir: string): Promise<number> {
  let total = 0;
  for (const top of await readdir(dataDir, { withFileTypes: true })) {
    if (leftBehind.has(top.name)) continue;
    if (top.isFile()) total += (await stat(join(dataDir, top.name))).size;
    if (!top.isDirectory()) continue;
    for (const entry of await readdir(join(dataDir, top.name), { withFileTypes: true, recursive: true })) {
      if (entry.isFile()) total += (await stat(join(entry.parentPath, entry.name))).size;
    }
  }
  return total;
}

const mebibytes = (bytes: number): number => Math.ceil(bytes / 1_048_576);
