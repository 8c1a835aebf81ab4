import { createHash, type Hash } from 'node:crypto';
import type { Clock } from '../../base/clock.ts';
import { DomainError } from '../../base/errors.ts';
import { type CancelSignal, type ReportProgress, throwIfCancelled } from '../../base/progress.ts';
import { parse1mUser, parse100kUser } from '../../data/demographicCodes.ts';
import { type FilmLink, parseFilm, parseLink, parseTag, type Tag } from '../../data/filmsParser.ts';
import { createIdIndex } from '../../data/idIndex.ts';
import { type Demographics, type FilmFacts, type RatingScale, unknownDemographics } from '../../data/interactions.ts';
import { readLines } from '../../data/lineReader.ts';
import { ratingScaleOf } from '../../data/ratingScale.ts';
import { readRatings } from '../../data/ratingsParser.ts';
import { createSkipLog, type SkipLog } from '../../data/skipLog.ts';
import type { ByteSource } from './byteSource.ts';
import type { ClassifiedSources } from './classifySources.ts';
import { createProgressMeter } from './progressMeter.ts';

/** Ratings in order of the source, by index; only the first `length` entries count, and the arrays are used again. */
export interface RatingChunk {
  readonly userIndices: Int32Array;
  readonly itemIndices: Int32Array;
  readonly halfStars: Uint8Array;
  readonly timestamps: Uint32Array;
  readonly length: number;
}

/** Where rows go while they are read: a data base under construction, memory, or nowhere. */
export interface DatasetSink {
  ratings(chunk: RatingChunk): void;
  tags(tags: readonly Tag[]): void;
}

/** All of a data set but its ratings and tags, which went to the sink. */
export interface DatasetParts {
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

export interface ReadContext {
  readonly clock: Clock;
  readonly signal?: CancelSignal | undefined;
  readonly reportProgress: ReportProgress;
}

/** Ratings per chunk, in the data base and in the hash. */
export const CHUNK_ROWS = 65_536;

/**
 * Reads the files of one data set in one pass, in memory that grows with users and films but not with ratings.
 * @throws DomainError 'data-invalid' when nothing usable is left, or 'cancelled'.
 */
export async function readDatasetFiles(files: ClassifiedSources, sink: DatasetSink, context: ReadContext): Promise<DatasetParts> {
  const { signal } = context;
  const skips = createSkipLog();
  const read = [files.films, files.users, files.links, files.tags, files.ratings].filter((file) => file !== null);
  const meter = createProgressMeter(
    read.reduce((sum, { source }) => sum + source.sizeBytes, 0),
    context.clock,
    context.reportProgress,
  );
  let bytesRead = 0;

  async function* watched(source: ByteSource): AsyncGenerator<Uint8Array> {
    for await (const chunk of source.open()) {
      throwIfCancelled(signal);
      bytesRead += chunk.length;
      yield chunk;
    }
  }

  async function eachLine(source: ByteSource, phase: string, skipHeader: boolean, take: (line: string) => string | null): Promise<void> {
    meter.phase(phase, source.sizeBytes);
    let rows = 0;
    for await (const lines of readLines(watched(source))) {
      for (const { number, text } of lines) {
        if (text === '' || (skipHeader && number === 1)) continue;
        const why = text === null ? 'the line is too long' : take(text);
        if (why === null) rows++;
        else skips.skip(source.name, number, why);
      }
      meter.advance(bytesRead, rows);
    }
  }

  const films = new Map<number, FilmFacts>();
  const filmsHash = createHash('sha256');
  if (files.films !== null) {
    const { source, layout } = files.films;
    await eachLine(source, 'Reading films', layout.format === 'csv', (line) => {
      const film = parseFilm(line, layout.format);
      if ('why' in film) return film.why;
      if (films.has(film.id)) return `film ${film.id} stands twice`;
      films.set(film.id, film);
      return null;
    });
    if (films.size === 0) throw nothingUsable(source.name, 'films', skips);
  }

  const demographicsById = new Map<number, Demographics>();
  if (files.users !== null) {
    const { source, layout } = files.users;
    await eachLine(source, 'Reading users', false, (line) => {
      const user = layout.format === '::' ? parse1mUser(line) : parse100kUser(line);
      if (user === null) return 'this is no row of a user (id, gender, age, occupation)';
      demographicsById.set(user.id, user.demographics);
      return null;
    });
  }

  const links = new Map<number, FilmLink>();
  if (files.links !== null) {
    await eachLine(files.links.source, 'Reading links', true, (line) => {
      const link = parseLink(line);
      if (link === null) return 'this is no row of links (movieId, imdbId, tmdbId)';
      if (files.films !== null && !films.has(link.id)) return `film ${link.id} is unknown`;
      links.set(link.id, link);
      return null;
    });
  }

  const tagsHash = createHash('sha256');
  if (files.tags !== null) {
    const { source, layout } = files.tags;
    let batch: Tag[] = [];
    const flush = (): void => {
      for (const tag of batch) tagsHash.update(JSON.stringify([tag.userId, tag.filmId, tag.tag, tag.timestamp]));
      sink.tags(batch);
      batch = [];
    };
    await eachLine(source, 'Reading tags', layout.format === 'csv', (line) => {
      const tag = parseTag(line, layout.format);
      if (tag === null) return 'this is no row of tags (user, film, tag, time)';
      if (files.films !== null && !films.has(tag.filmId)) return `film ${tag.filmId} is unknown`;
      batch.push(tag);
      if (batch.length === 4096) flush();
      return null;
    });
    flush();
  }

  const { source, layout } = files.ratings;
  meter.phase('Reading ratings', source.sizeBytes);
  const users = createIdIndex();
  const items = createIdIndex();
  const histogram = new Float64Array(11);
  const ratingsHash = createHash('sha256');
  const knowsFilms = files.films !== null;
  let counts = new Int32Array(1024);
  let sums = new Float64Array(1024);
  let rows = 0;
  // Ids go into the hash and indices to the sink, both in chunks of exactly CHUNK_ROWS, whatever the chunks that were read.
  const userIds = new Int32Array(CHUNK_ROWS);
  const itemIds = new Int32Array(CHUNK_ROWS);
  const chunk = {
    userIndices: new Int32Array(CHUNK_ROWS),
    itemIndices: new Int32Array(CHUNK_ROWS),
    halfStars: new Uint8Array(CHUNK_ROWS),
    timestamps: new Uint32Array(CHUNK_ROWS),
    length: 0,
  };
  const flushRatings = (): void => {
    const { length } = chunk;
    for (const column of [userIds, itemIds, chunk.halfStars, chunk.timestamps]) {
      ratingsHash.update(new Uint8Array(column.buffer, 0, length * column.BYTES_PER_ELEMENT));
    }
    sink.ratings(chunk);
    rows += length;
    chunk.length = 0;
  };
  for await (const batch of readRatings(watched(source), layout, source.name, skips)) {
    for (let row = 0; row < batch.length; row++) {
      const itemId = batch.itemIds[row]!;
      if (knowsFilms && !films.has(itemId)) {
        skips.skip(source.name, batch.lines[row]!, `film ${itemId} is unknown`);
        continue;
      }
      const item = items.add(itemId);
      if (item >= counts.length) {
        counts = doubled(counts, new Int32Array(counts.length * 2));
        sums = doubled(sums, new Float64Array(sums.length * 2));
      }
      const halfStars = batch.halfStars[row]!;
      counts[item]!++;
      sums[item]! += halfStars;
      histogram[halfStars]!++;
      const at = chunk.length++;
      userIds[at] = batch.userIds[row]!;
      itemIds[at] = itemId;
      chunk.userIndices[at] = users.add(batch.userIds[row]!);
      chunk.itemIndices[at] = item;
      chunk.halfStars[at] = halfStars;
      chunk.timestamps[at] = batch.timestamps[row]!;
      if (chunk.length === CHUNK_ROWS) flushRatings();
    }
    meter.advance(bytesRead, rows + chunk.length);
    throwIfCancelled(signal);
  }
  if (chunk.length > 0) flushRatings();
  if (rows === 0) throw nothingUsable(source.name, 'ratings', skips);

  const itemIdsByIndex = items.ids();
  if (!knowsFilms) for (const id of itemIdsByIndex) films.set(id, { id, title: `Film ${id}`, year: null, genres: [] });
  const userIdsByIndex = users.ids();
  hashFilms(filmsHash, films, links);
  const sha256 = createHash('sha256')
    .update('marquee-dataset-1\n')
    .update(ratingsHash.digest())
    .update(filmsHash.digest())
    .update(hashUsers(demographicsById))
    .update(tagsHash.digest())
    .digest('hex');
  return {
    sha256,
    rows,
    scale: ratingScaleOf(histogram),
    userIds: userIdsByIndex,
    itemIds: itemIdsByIndex,
    demographics: Array.from(userIdsByIndex, (id) => demographicsById.get(id) ?? unknownDemographics),
    films,
    links,
    counts: counts.slice(0, itemIdsByIndex.length),
    sums: sums.slice(0, itemIdsByIndex.length),
    skips,
  };
}

function doubled<T extends Int32Array | Float64Array>(from: T, to: T): T {
  to.set(from);
  return to;
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

function hashFilms(hash: Hash, films: ReadonlyMap<number, FilmFacts>, links: ReadonlyMap<number, FilmLink>): void {
  for (const id of [...films.keys()].sort((a, b) => a - b)) {
    const film = films.get(id)!;
    const link = links.get(id);
    hash.update(JSON.stringify([id, film.title, film.year, film.genres, link?.imdbId ?? null, link?.tmdbId ?? null]));
  }
}

function hashUsers(demographics: ReadonlyMap<number, Demographics>): Buffer {
  const hash = createHash('sha256');
  for (const id of [...demographics.keys()].sort((a, b) => a - b)) {
    const { age, gender, occupation } = demographics.get(id)!;
    hash.update(JSON.stringify([id, age, gender, occupation]));
  }
  return hash.digest();
}
