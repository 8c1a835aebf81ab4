import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { Clock } from '../core/base/clock.ts';

/** Left in a folder whose data were moved: whoever opens it again learns where they went. */
export const MOVE_NOTE = 'moved.json';

export interface MovedAway {
  /** Where the data went. */
  readonly to: string;
  /** Whether there is something to open. */
  readonly isThere: boolean;
  /** For the person: where and when, and what that means here. */
  readonly sentence: string;
}

/** Written whole or not at all. @throws where the old folder cannot be written to. */
export function leaveMoveNote(from: string, to: string, clock: Clock): void {
  const temporary = join(from, `${MOVE_NOTE}.${process.pid}.tmp`);
  writeFileSync(temporary, `${JSON.stringify({ to, movedAt: clock() })}\n`, { mode: 0o600 });
  renameSync(temporary, join(from, MOVE_NOTE));
}

/** Null where nothing was moved away from this folder. */
export function readMoveNote(dataDir: string): MovedAway | null {
  let note: unknown;
  try {
    note = JSON.parse(readFileSync(join(dataDir, MOVE_NOTE), 'utf8'));
  } catch {
    return null;
  }
  if (typeof note !== 'object' || note === null || !('to' in note && 'movedAt' in note)) return null;
  const { to, movedAt } = note;
  if (typeof to !== 'string' || typeof movedAt !== 'number' || resolve(to) === resolve(dataDir)) return null;
  const isThere = existsSync(join(to, 'person.db'));
  const day = new Date(movedAt).toLocaleDateString('en-GB', { day: 'numeric', month: 'long', year: 'numeric' });
  const gone = isThere ? '' : ', and that folder is not there now';
  return { to, isThere, sentence: `These data were moved to ${to} on ${day}${gone}; what you change here stays here.` };
}
