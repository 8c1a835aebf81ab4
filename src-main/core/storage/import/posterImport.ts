import { readdirSync, readFileSync, statSync } from 'node:fs';
import { basename, join } from 'node:path';
import { pipeline, Readable } from 'node:stream';
import { extract } from 'tar-stream';
import { DomainError } from '../../base/errors.ts';
import { throwIfCancelled } from '../../base/progress.ts';
import type { SkipLog } from '../../data/skipLog.ts';
import { type Database, guarded } from '../database.ts';
import { savePoster, sniffPoster } from '../posters.ts';
import { fileSource } from './byteSource.ts';
import type { ReadContext } from './sourceReader.ts';

const MAX_POSTER_BYTES = 8 * 1024 * 1024;
const posterName = /^(\d{1,10})\.(webp|jpe?g|png)$/i;

interface PosterFile {
  /** Base name; folders inside a tar play no part and nothing is ever written under this name. */
  readonly name: string;
  readonly sizeBytes: number;
  read(): Promise<Uint8Array> | Uint8Array;
}

/**
 * Adds the pictures of a folder or tar (gzipped or not) to a data set. The caller holds the transaction. Pictures of films that the set does not
 * hold are passed over without a word.
 */
export async function importPosters(
  database: Database,
  path: string | null,
  isFilm: (filmId: number) => boolean,
  skips: SkipLog,
  context: ReadContext,
): Promise<void> {
  if (path === null) return;
  const stats = statSync(path, { throwIfNoEntry: false });
  if (stats === undefined) throw new DomainError('not-found', `There are no posters at ${path}. Check the spelling.`, { path });
  let pictures = 0;
  let seen = 0;
  for await (const file of stats.isDirectory() ? folderPosters(path) : tarPosters(path)) {
    throwIfCancelled(context.signal);
    const match = posterName.exec(file.name);
    if (match === null) continue;
    seen++;
    const filmId = Number(match[1]);
    if (!isFilm(filmId)) continue;
    if (file.sizeBytes > MAX_POSTER_BYTES) {
      skips.skip(file.name, null, `the picture is larger than ${MAX_POSTER_BYTES / 1024 / 1024} MiB`);
      continue;
    }
    const bytes = await file.read();
    const mediaType = sniffPoster(bytes);
    if (mediaType === null) skips.skip(file.name, null, 'the content is no WebP, JPEG or PNG picture');
    else {
      guarded(path, () => savePoster(database, filmId, { mediaType, bytes }));
      if (++pictures % 200 === 0) {
        context.reportProgress({ phase: 'Reading posters', done: pictures, total: null, unit: 'posters', secondsLeft: null });
      }
    }
  }
  if (seen === 0) {
    throw new DomainError('data-invalid', `There are no posters in ${path}. They must be called <movieId>.webp, .jpg or .png.`, { path });
  }
}

async function* folderPosters(folder: string): AsyncGenerator<PosterFile> {
  for (const name of readdirSync(folder).sort()) {
    const path = join(folder, name);
    const stats = statSync(path, { throwIfNoEntry: false });
    if (stats?.isFile()) yield { name, sizeBytes: stats.size, read: () => readFileSync(path) };
  }
}

async function* tarPosters(path: string): AsyncGenerator<PosterFile> {
  const entries = extract();
  const bytes = Readable.from(fileSource(path, basename(path)).open(), { objectMode: false });
  let failure: unknown = null;
  pipeline(bytes, entries, (error) => {
    failure ??= error;
  });
  try {
    for await (const entry of entries) {
      const { type, size, name } = entry.header;
      if (type === 'file') {
        yield {
          name: basename(name),
          sizeBytes: size,
          read: async () => {
            const parts: Uint8Array[] = [];
            for await (const part of entry as AsyncIterable<Uint8Array>) parts.push(part);
            return Buffer.concat(parts);
          },
        };
      }
      // Passes over what nobody read.
      entry.resume();
    }
  } catch (error) {
    failure = error;
  }
  if (failure instanceof DomainError) throw failure;
  if (failure instanceof Error) {
    throw new DomainError(
      'data-invalid',
      `${basename(path)} is no whole tar file (${failure.message}). Fetch it again.`,
      { file: path },
      { cause: failure },
    );
  }
}
