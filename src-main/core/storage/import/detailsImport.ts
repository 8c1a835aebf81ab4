import { statSync } from 'node:fs';
import { basename } from 'node:path';
import { z } from 'zod';
import { DomainError } from '../../base/errors.ts';
import { throwIfCancelled } from '../../base/progress.ts';
import { readLines } from '../../data/lineReader.ts';
import type { SkipLog } from '../../data/skipLog.ts';
import { type Database, guarded } from '../database.ts';
import { type FilmDetails, saveFilmDetails } from '../filmDetails.ts';
import { type ByteSource, fileSource } from './byteSource.ts';
import type { ReadContext } from './sourceReader.ts';
import { createProgressMeter } from './progressMeter.ts';

const text = z.string().max(20_000).nullish();
const detailsLine = z.object({
  movieId: z.number().int().positive(),
  overview: text,
  overviewSource: text,
  tagline: text,
  runtime: z.number().nonnegative().max(100_000).nullish(),
  director: text,
  cast: z.array(z.string().max(500)).max(200).nullish(),
});

/**
 * Adds what a JSON-lines file says of the films of a data set; the caller holds the transaction. Films that the set does not hold are passed
 * over without a word: one details file serves many sets.
 */
export async function importDetails(
  database: Database,
  from: ByteSource | string | null,
  isFilm: (filmId: number) => boolean,
  skips: SkipLog,
  context: ReadContext,
): Promise<void> {
  if (from === null) return;
  const source = typeof from === 'string' ? detailsSource(from) : from;
  const meter = createProgressMeter(source.sizeBytes, context.clock, context.reportProgress);
  meter.phase('Reading film details', source.sizeBytes);
  const details: FilmDetails[] = [];
  let bytesRead = 0;
  async function* counted(): AsyncGenerator<Uint8Array> {
    for await (const chunk of source.open()) {
      throwIfCancelled(context.signal);
      bytesRead += chunk.length;
      yield chunk;
    }
  }
  let rows = 0;
  for await (const lines of readLines(counted())) {
    for (const { number, text: line } of lines) {
      if (line === '') continue;
      const parsed = line === null ? null : parseDetails(line);
      if (parsed === null) skips.skip(source.name, number, 'this is no film in JSON with a movieId');
      else {
        rows++;
        if (isFilm(parsed.filmId)) details.push(parsed);
      }
    }
    meter.advance(bytesRead, rows);
  }
  if (rows === 0) {
    throw new DomainError(
      'data-invalid',
      `There are no film details in ${source.name}. Each line must be one film as JSON, with its movieId.`,
      { file: source.name },
    );
  }
  guarded(source.name, () => saveFilmDetails(database, details));
}

function detailsSource(path: string): ByteSource {
  if (statSync(path, { throwIfNoEntry: false })?.isFile() !== true) {
    throw new DomainError('not-found', `There is no file of film details at ${path}. Check the spelling.`, { path });
  }
  return fileSource(path, basename(path));
}

function parseDetails(line: string): FilmDetails | null {
  let json: unknown;
  try {
    json = JSON.parse(line);
  } catch {
    return null;
  }
  const parsed = detailsLine.safeParse(json);
  if (!parsed.success) return null;
  const { movieId, overview, overviewSource, tagline, runtime, director, cast } = parsed.data;
  return {
    filmId: movieId,
    overview: overview ?? null,
    overviewSource: overviewSource ?? null,
    tagline: tagline ?? null,
    runtimeMinutes: runtime === null || runtime === undefined || runtime === 0 ? null : Math.round(runtime),
    director: director ?? null,
    cast: cast ?? [],
  };
}
