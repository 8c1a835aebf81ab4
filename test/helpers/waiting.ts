import { existsSync, readdirSync } from 'node:fs';
import { setTimeout as pause } from 'node:timers/promises';

/** Names of all files below a folder, none where it is not there. */
export const filesBelow = (folder: string): string[] =>
  existsSync(folder) ? readdirSync(folder, { recursive: true, encoding: 'utf8' }) : [];

/** Names of the pictures of one batch below a folder. */
export const picturesOfBatch = (folder: string, batchId: string): string[] =>
  filesBelow(folder).filter((name) => name.startsWith(batchId) && name.endsWith('.png'));

/** Resolves within a few milliseconds of `isTrue`. @throws Error after two minutes, long before a test's own limit */
export async function becomesTrue(isTrue: () => boolean, limitMs = 120_000): Promise<void> {
  for (const end = performance.now() + limitMs; !isTrue(); await pause(2)) {
    if (performance.now() > end) throw new Error(`waited ${limitMs / 1000} s in vain for ${isTrue.toString()}`);
  }
}
