import { DomainError } from '../../base/errors.ts';
import { throwIfCancelled } from '../../base/progress.ts';
import type { SkipLog } from '../../data/skipLog.ts';
import { type Database, guarded } from '../database.ts';
import { savePoster, sniffPoster } from '../posters.ts';
import { pictureFiles } from './pictureFiles.ts';
import type { ReadContext } from './sourceReader.ts';

const MAX_POSTER_BYTES = 8 * 1024 * 1024;
const posterName = /^(\d{1,10})\.(webp|jpe?g|png)$/i;

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
  let pictures = 0;
  let seen = 0;
  for await (const file of pictureFiles(path)) {
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
