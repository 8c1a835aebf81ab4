import { type FilmFeatures, filmWords } from '../data/filmFeatures.ts';
import type { Database } from './database.ts';
import { allFilmDetails } from './filmDetails.ts';

/** A person or a tag of a single film says nothing of another. */
export const MIN_FILMS = 2;

/** People and tags that a data set's file holds of its rated films. @returns undefined where there is neither */
export function loadFilmFeatures(database: Database, filmIds: Int32Array): FilmFeatures | undefined {
  const indexOf = new Map(Array.from(filmIds, (id, index) => [id, index]));
  const lists = () => Array.from(filmIds, (): [string, number][] => []);

  const people = lists();
  for (const { filmId, director, cast } of allFilmDetails(database)) {
    const list = people[indexOf.get(filmId) ?? -1];
    if (list === undefined) continue;
    for (const name of new Set([...(director === null ? [] : [director]), ...cast])) list.push([name, 1]);
  }
  const tags = lists();
  const rows = database.prepare('SELECT film_id, lower(trim(tag)), count(*) FROM tags GROUP BY 1, 2 ORDER BY 1, 2').raw().iterate();
  for (const [filmId, tag, count] of rows as IterableIterator<[number, string, number]>)
    tags[indexOf.get(filmId) ?? -1]?.push([tag, count]);

  const ofPeople = filmWords(people, MIN_FILMS);
  const ofTags = filmWords(tags, MIN_FILMS);
  if (ofPeople === undefined && ofTags === undefined) return undefined;
  return { ...(ofPeople === undefined ? {} : { people: ofPeople }), ...(ofTags === undefined ? {} : { tags: ofTags }) };
}
