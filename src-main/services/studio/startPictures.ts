import { existsSync, readFileSync } from 'node:fs';
import { DomainError } from '../../core/base/errors.ts';
import type { PersonStore } from '../../core/storage/personStore.ts';
import { dropStarts, keepStart, startFile } from '../../core/storage/startPictures.ts';

/** How long a picture that nothing was painted from yet stays at least; milliseconds. */
const KEPT_MS = 24 * 3_600_000;

export interface KeptStart {
  readonly startId: string;
  readonly width: number;
  readonly height: number;
}

/** Keeps a picture of unknown origin to paint from, as a PNG of its pixels alone. @throws DomainError 'data-invalid', 'too-large' */
export async function keepStartPicture(dataDir: string, bytes: Uint8Array): Promise<KeptStart> {
  // Loaded when it is first asked for: sharp costs time at the start.
  const { encodePng } = await import('../../core/diffusion/imageCodec.ts');
  const { decodeStart } = await import('../../core/diffusion/startImage.ts');
  const image = await decodeStart(bytes);
  return { startId: keepStart(dataDir, image, await encodePng(image)), width: image.width, height: image.height };
}

/** null where there is none of that id. */
export function findStartFile(dataDir: string, startId: string): Uint8Array | null {
  const path = startFile(dataDir, startId);
  return existsSync(path) ? readFileSync(path) : null;
}

/** @throws DomainError 'not-found' */
export function startPath(dataDir: string, startId: string): string {
  const path = startFile(dataDir, startId);
  if (!existsSync(path)) throw new DomainError('not-found', 'The picture to paint from is no longer there; choose it again.', { startId });
  return path;
}

/** Removes pictures of yesterday and before from which no picture of the gallery was painted and no order is to paint. */
export function tidyStarts({ images, jobs }: PersonStore, dataDir: string, now: number): void {
  const painted = images.starts();
  const orders = JSON.stringify(jobs.list(10_000).map(({ state, input }) => (state === 'done' || state === 'cancelled' ? null : input)));
  dropStarts(dataDir, now - KEPT_MS, (startId) => painted.has(startId) || orders.includes(startId));
}
