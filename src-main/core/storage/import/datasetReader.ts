import { createHash } from 'node:crypto';
import { DomainError } from '../../base/errors.ts';
import type { FilmLink, Tag } from '../../data/filmsParser.ts';
import { type Demographics, type FilmFacts, type RatingScale, unknownDemographics } from '../../data/interactions.ts';
import { ratingScaleOf } from '../../data/ratingScale.ts';
import { createSkipLog, type SkipLog } from '../../data/skipLog.ts';
import type { ClassifiedSources } from './classifySources.ts';
import { type RatingChunk, readRatingColumns } from './ratingColumns.ts';
import { readFilms, readLinks, readTags, readUsers } from './sideFiles.ts';
import { createSourceReader, type ReadContext } from './sourceReader.ts';

/** Where rows go while they are read: a data base under construction, memory, or nowhere. */
export interface DatasetSink {
  ratings(chunk: RatingChunk): void;
  tags(tags: readonly Tag[]): void;
}

/** All of a data set but its ratings and tags, which went to the sink. */
export interface DatasetParts {
  /** Over ratings, films, users and tags as they were understood: equal data have equal hashes, whatever files they came in. */
  readonly sha256: string;
  readonly rows: number;
  readonly scale: RatingScale;
  readonly userIds: Int32Array;
  readonly itemIds: Int32Array;
  /** By user index. */
  readonly demographics: readonly Demographics[];
  /** Every film of the set by id, rated or not. */
  readonly films: ReadonlyMap<number, FilmFacts>;
  readonly links: ReadonlyMap<number, FilmLink>;
  /** By item index: number of ratings, and their sum in half stars. */
  readonly counts: Int32Array;
  readonly sums: Float64Array;
  readonly skips: SkipLog;
}

/**
 * Reads the files of one data set in one pass, in memory that grows with users and films but not with ratings.
 * @throws DomainError 'data-invalid' when nothing usable is left, or 'cancelled'.
 */
export async function readDatasetFiles(files: ClassifiedSources, sink: DatasetSink, context: ReadContext): Promise<DatasetParts> {
  const skips = createSkipLog();
  const read = [files.films, files.users, files.links, files.tags, files.ratings].filter((file) => file !== null);
  const reader = createSourceReader(
    read.map(({ source }) => source),
    skips,
    context,
  );
  const listed = await readFilms(files.films, reader);
  if (listed?.size === 0) throw nothingUsable(files.films!.source.name, 'films', skips);
  const isUnknown = (filmId: number): boolean => listed !== null && !listed.has(filmId);
  const users = await readUsers(files.users, reader);
  const links = await readLinks(files.links, isUnknown, reader);
  const tagsHash = await readTags(files.tags, isUnknown, sink.tags, reader);
  const totals = await readRatingColumns(files.ratings, isUnknown, sink.ratings, reader);
  if (totals.rows === 0) throw nothingUsable(files.ratings.source.name, 'ratings', skips);

  const { rows, userIds, itemIds, counts, sums } = totals;
  const films = listed ?? new Map(Array.from(itemIds, (id) => [id, { id, title: `Film ${id}`, year: null, genres: [] }]));
  const sha256 = datasetSha256({ ratingsHash: totals.hash, films, links, users, tagsHash });
  const demographics = Array.from(userIds, (id) => users.get(id) ?? unknownDemographics);
  return { sha256, rows, scale: ratingScaleOf(totals.histogram), userIds, itemIds, demographics, films, links, counts, sums, skips };
}

/** The hash of a data set from what it holds. */
export function datasetSha256(of: {
  readonly ratingsHash: Buffer;
  readonly films: ReadonlyMap<number, FilmFacts>;
  readonly links: ReadonlyMap<number, FilmLink>;
  readonly users: ReadonlyMap<number, Demographics>;
  readonly tagsHash: Buffer;
}): string {
  return createHash('sha256')
    .update('marquee-dataset-1\n')
    .update(of.ratingsHash)
    .update(hashFilms(of.films, of.links))
    .update(hashUsers(of.users))
    .update(of.tagsHash)
    .digest('hex');
}

function nothingUsable(file: string, what: string, skips: SkipLog): DomainError {
  const first = skips.rows.find((row) => row.file === file);
  const why = first === undefined ? 'it has no rows' : `line ${first.line}: ${first.why}`;
  return new DomainError(
    'data-invalid',
    `No ${what} could be read from ${file} (${why}); nothing was imported. Check that the file is whole.`,
    { file },
  );
}

function hashFilms(films: ReadonlyMap<number, FilmFacts>, links: ReadonlyMap<number, FilmLink>): Buffer {
  const hash = createHash('sha256');
  for (const id of [...films.keys()].sort((a, b) => a - b)) {
    const { title, year, genres } = films.get(id)!;
    const link = links.get(id);
    hash.update(JSON.stringify([id, title, year, genres, link?.imdbId ?? null, link?.tmdbId ?? null]));
  }
  return hash.digest();
}

function hashUsers(users: ReadonlyMap<number, Demographics>): Buffer {
  const hash = createHash('sha256');
  for (const id of [...users.keys()].sort((a, b) => a - b)) {
    const { age, gender, occupation } = users.get(id)!;
    hash.update(JSON.stringify([id, age, gender, occupation]));
  }
  return hash.digest();
}
