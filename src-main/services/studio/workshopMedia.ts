import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { runFolder } from '../../core/storage/runFiles.ts';

/** Before above, after below, of a fine-tuning. */
export const BEFORE_AFTER = 'comparison.png';

const sheetPattern = /^training-([\w-]{1,64})\.(sample-[\w-]{1,20}-\d{8}|comparison)$/;
const comparedPattern = /^compared-([\w-]{1,64})$/;

/** @param file "sample-16x24-00000100.png" or the picture of before and after */
export const trainingImageId = (trainingId: string, file: string): string => `training-${trainingId}.${file.slice(0, -'.png'.length)}`;
export const comparedImageId = (pictureId: string): string => `compared-${pictureId}`;

/** null for an id that names no picture of a comparison. */
export const comparedPictureOf = (id: string): string | null => comparedPattern.exec(id)?.[1] ?? null;

/** A sheet of a training by its image id; null for an id that names none, or where the file is gone. */
export function findTrainingSheet(dataDir: string, id: string): Uint8Array | null {
  const [, trainingId, name] = sheetPattern.exec(id) ?? [];
  if (trainingId === undefined || name === undefined) return null;
  const path = join(runFolder(dataDir, trainingId), `${name}.png`);
  return existsSync(path) ? readFileSync(path) : null;
}
