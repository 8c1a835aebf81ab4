import { mkdirSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { DomainError } from '../base/errors.ts';

const namePattern = /^[a-z0-9][a-z0-9._-]{0,63}$/i;
// Windows opens devices under these names, whatever the ending.
const deviceNames = /^(con|prn|aux|nul|com\d|lpt\d)(\.|$)/i;

/** Names compare without case, since some file systems do too. @throws DomainError 'invalid-input'. */
export function datasetPath(folder: string, name: string): string {
  if (!namePattern.test(name) || deviceNames.test(name) || name.endsWith('.')) {
    throw new DomainError(
      'invalid-input',
      `"${name.slice(0, 80)}" cannot be the name of a data set. Use up to 64 letters, digits, dots, dashes and underscores, beginning with a letter or digit.`,
      { name: name.slice(0, 80) },
    );
  }
  return join(folder, `${name.toLowerCase()}.db`);
}

/** Paths of the data sets that are there. */
export function datasetPaths(folder: string): string[] {
  return readdirSync(folder)
    .filter((file) => file.endsWith('.db') && !file.startsWith('.'))
    .sort()
    .map((file) => join(folder, file));
}

let serial = 0;

/** A temporary path in the same folder, so that a rename publishes it; it names its process, so that nobody else's is swept away. */
export function temporaryDatasetPath(folder: string): string {
  return join(folder, `.import-${process.pid}-${++serial}.tmp`);
}

export function removeDatasetFile(path: string): void {
  for (const suffix of ['', '-wal', '-shm', '-journal']) rmSync(path + suffix, { force: true });
}

/** Removes what imports left behind whose process is gone. */
export function sweepTemporaryFiles(folder: string): void {
  mkdirSync(folder, { recursive: true });
  for (const file of readdirSync(folder)) {
    const match = /^\.import-(\d+)-\d+\.tmp/.exec(file);
    if (match !== null && !isAlive(Number(match[1]))) rmSync(join(folder, file), { force: true });
  }
}

/** Whether a process with this id runs; one that belongs to somebody else counts. */
export function isAlive(processId: number): boolean {
  try {
    process.kill(processId, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}
