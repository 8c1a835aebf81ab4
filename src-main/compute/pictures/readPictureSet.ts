import { createHash } from 'node:crypto';
import { parse } from 'node:path';
import { DomainError } from '../../core/base/errors.ts';
import type { Logger } from '../../core/base/logger.ts';
import { throwIfCancelled } from '../../core/base/progress.ts';
import { type Caption, emptyCaption } from '../../core/diffusion/data/captions.ts';
import type { PictureSet } from '../../core/diffusion/data/pictureSet.ts';
import { decodeImage } from '../../core/diffusion/imageCodec.ts';
import { coverCrop } from '../../core/diffusion/resampling.ts';
import type { PictureContext } from './pictureMethods.ts';
import { openPictureSource } from './pictureSource.ts';

const isPicture = /\.(webp|jpe?g|png)$/i;
const MAX_PICTURE_BYTES = 32 * 1024 * 1024;
const DECODED_AT_ONCE = 4;

export interface ReadPicturesOptions {
  /** A folder, or a tar. */
  readonly path: string;
  /** Film details as JSON lines (gzipped or not), by movieId; null where captions lie beside the pictures or nowhere. */
  readonly details: string | null;
  /** A data set whose posters are read in place of `path`. */
  readonly dataset?: { readonly dataDir: string; readonly name: string } | null;
  readonly width: number;
  readonly height: number;
  readonly logger: Logger;
}

/** Decodes every picture at one size. What cannot be read is passed over with a warning. @throws DomainError 'data-invalid' where none is left */
export async function readPictureSet(options: ReadPicturesOptions, { signal, reportProgress }: PictureContext): Promise<PictureSet> {
  const { path, width, height, logger } = options;
  const source = await openPictureSource(options);
  const hash = createHash('sha256').update(`${width}x${height}`);
  const waiting: Promise<{ name: string; caption: Caption; pixels: Uint8Array } | null>[] = [];
  const names: string[] = [];
  const captions: Caption[] = [];
  const parts: Uint8Array[] = [];

  async function take(): Promise<void> {
    const read = await waiting.shift()!;
    if (read === null) return;
    names.push(read.name);
    captions.push(read.caption);
    parts.push(read.pixels);
    if (names.length % 100 === 0) reportProgress({ phase: 'Reading pictures', done: names.length, total: null, unit: 'pictures' });
  }

  try {
    for await (const file of source.files) {
      throwIfCancelled(signal);
      if (!isPicture.test(file.name)) continue;
      if (file.sizeBytes > MAX_PICTURE_BYTES) {
        logger.warn('A picture is passed over: it is larger than 32 MiB.', { file: file.name });
        continue;
      }
      const bytes = await file.read();
      const name = parse(file.name).name;
      const caption = source.captionOf(name) ?? emptyCaption;
      hash.update(file.name).update(bytes).update(JSON.stringify(caption));
      waiting.push(decode(name, bytes, caption));
      if (waiting.length >= DECODED_AT_ONCE) await take();
    }
  } finally {
    source.close();
  }
  while (waiting.length > 0) await take();
  if (names.length === 0)
    throw new DomainError(
      'data-invalid',
      options.dataset == null
        ? `There is no PNG, JPEG or WebP picture in ${path} that can be read; choose another folder or tar.`
        : `The data set "${options.dataset.name}" has no posters that can be read; import it with --posters, or choose a folder.`,
      { path },
    );
  const pixels = new Uint8Array(names.length * 3 * width * height);
  parts.forEach((part, i) => pixels.set(part, i * 3 * width * height));
  return { width, height, names, captions, pixels, sha256: hash.digest('hex') };

  async function decode(name: string, bytes: Uint8Array, caption: Caption) {
    try {
      return { name, caption, pixels: coverCrop(await decodeImage(bytes), width, height) };
    } catch (error) {
      if (!(error instanceof DomainError)) throw error;
      logger.warn('A picture is passed over.', { file: name, reason: error.message });
      return null;
    }
  }
}
