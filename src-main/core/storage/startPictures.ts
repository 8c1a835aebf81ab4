import { createHash } from 'node:crypto';
import { existsSync, readdirSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { writeFileAtomically } from './files.ts';

/** Pixels, three bytes each, rows from the top. */
interface Pixels {
  readonly width: number;
  readonly height: number;
  readonly pixels: Uint8Array;
}

const HASH_DIGITS = 12;

/** The same for the same pixels, whatever file holds them: the first digits of their SHA-256. */
export function startIdOf({ width, height, pixels }: Pixels): string {
  return createHash('sha256').update(`${width}x${height}`).update(pixels).digest('hex').slice(0, HASH_DIGITS);
}

const startsFolder = (dataDir: string): string => join(dataDir, 'images', 'starts');

/** Where pictures to paint from are kept, each under its id. */
export const startFile = (dataDir: string, startId: string): string => join(startsFolder(dataDir), `${startId}.png`);

/** @param png the file of these pixels @returns its id */
export function keepStart(dataDir: string, pixels: Pixels, png: Uint8Array): string {
  const startId = startIdOf(pixels);
  const path = startFile(dataDir, startId);
  if (!existsSync(path)) writeFileAtomically(path, [png]);
  return startId;
}

/** Removes pictures that were kept before a time and are not needed, and what a killed process left half written. */
export function dropStarts(dataDir: string, before: number, isNeeded: (startId: string) => boolean): void {
  const folder = startsFolder(dataDir);
  if (!existsSync(folder)) return;
  for (const name of readdirSync(folder)) {
    const path = join(folder, name);
    const isOld = statSync(path).mtimeMs < before;
    if (name.endsWith('.tmp') || (isOld && !isNeeded(name.replace(/\.png$/, '')))) rmSync(path, { force: true });
  }
}
