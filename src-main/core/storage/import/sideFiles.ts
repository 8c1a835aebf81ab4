import { createHash } from 'node:crypto';
import { parse1mUser, parse100kUser } from '../../data/demographicCodes.ts';
import { type FilmLink, parseFilm, parseLink, parseTag, type Tag } from '../../data/filmsParser.ts';
import type { Demographics, FilmFacts } from '../../data/interactions.ts';
import type { ClassifiedSources } from './classifySources.ts';
import type { SourceReader } from './sourceReader.ts';

/** Films of the set by id; null where no file lists them. */
export async function readFilms(file: ClassifiedSources['films'], reader: SourceReader): Promise<Map<number, FilmFacts> | null> {
  if (file === null) return null;
  const films = new Map<number, FilmFacts>();
  const { format } = file.layout;
  await reader.eachLine(file.source, 'Reading films', format === 'csv', (line) => {
    const film = parseFilm(line, format);
    if ('why' in film) return film.why;
    if (films.has(film.id)) return `film ${film.id} stands twice`;
    films.set(film.id, film);
    return null;
  });
  return films;
}

export async function readUsers(file: ClassifiedSources['users'], reader: SourceReader): Promise<Map<number, Demographics>> {
  const users = new Map<number, Demographics>();
  if (file === null) return users;
  const parse = file.layout.format === '::' ? parse1mUser : parse100kUser;
  await reader.eachLine(file.source, 'Reading users', false, (line) => {
    const user = parse(line);
    if (user === null) return 'this is no row of a user (id, gender, age, occupation)';
    users.set(user.id, user.demographics);
    return null;
  });
  return users;
}

/** @param isUnknown whether the set's list of films lacks this one. */
export async function readLinks(
  file: ClassifiedSources['links'],
  isUnknown: (filmId: number) => boolean,
  reader: SourceReader,
): Promise<Map<number, FilmLink>> {
  const links = new Map<number, FilmLink>();
  if (file === null) return links;
  await reader.eachLine(file.source, 'Reading links', true, (line) => {
    const link = parseLink(line);
    if (link === null) return 'this is no row of links (movieId, imdbId, tmdbId)';
    if (isUnknown(link.id)) return `film ${link.id} is unknown`;
    links.set(link.id, link);
    return null;
  });
  return links;
}

const TAG_BATCH = 4096;

/** Hands tags over in batches. @returns their hash. */
export async function readTags(
  file: ClassifiedSources['tags'],
  isUnknown: (filmId: number) => boolean,
  take: (tags: readonly Tag[]) => void,
  reader: SourceReader,
): Promise<Buffer> {
  const hash = createHash('sha256');
  if (file === null) return hash.digest();
  const { format } = file.layout;
  let batch: Tag[] = [];
  const flush = (): void => {
    for (const { userId, filmId, tag, timestamp } of batch) hash.update(JSON.stringify([userId, filmId, tag, timestamp]));
    take(batch);
    batch = [];
  };
  await reader.eachLine(file.source, 'Reading tags', format === 'csv', (line) => {
    const tag = parseTag(line, format);
    if (tag === null) return 'this is no row of tags (user, film, tag, time)';
    if (isUnknown(tag.filmId)) return `film ${tag.filmId} is unknown`;
    batch.push(tag);
    if (batch.length === TAG_BATCH) flush();
    return null;
  });
  flush();
  return hash.digest();
}
