import type { FilmStateEntry } from '../core/storage/person/filmStates.ts';
import type { ProfileRecord } from '../core/storage/person/profiles.ts';
import type { Survey } from '../core/storage/person/surveys.ts';
import { csvCell } from './csvCell.ts';
import type { FilmShelf } from './filmShelf.ts';

/** Everything kept about one person, as one JSON document that says what its fields mean. */
export function exportJson(
  profile: ProfileRecord,
  states: readonly FilmStateEntry[],
  surveys: readonly Survey[],
  films: FilmShelf,
  exportedAt: number,
): string {
  const { name, age, gender, occupation, createdAt } = profile;
  const document = {
    format: 'marquee-profile',
    version: 1,
    exportedAt: new Date(exportedAt).toISOString(),
    codes: 'age, gender and occupation are the codes of MovieLens 1M; null means not told',
    profile: { name, age, gender, occupation, createdAt: new Date(createdAt).toISOString() },
    films: states.map((state) => ({
      movieId: state.filmId,
      title: films.byId(state.filmId)?.film.rawTitle ?? null,
      stars: state.stars,
      watchlist: state.watchlist,
      hidden: state.hidden,
      notSeen: state.notSeen,
      ratedAt: state.ratedAt === null ? null : new Date(state.ratedAt).toISOString(),
      changedAt: new Date(state.changedAt).toISOString(),
    })),
    surveys: surveys.map(({ createdAt: askedAt, answeredAt, leftModel, rightModel, leftFilms, rightFilms, answer }) => ({
      askedAt: new Date(askedAt).toISOString(),
      answeredAt: answeredAt === null ? null : new Date(answeredAt).toISOString(),
      leftModel,
      rightModel,
      leftFilms,
      rightFilms,
      answer,
    })),
  };
  return `${JSON.stringify(document, null, 2)}\n`;
}

/** One row a film, RFC 4180. Cells that a spreadsheet would take for a formula begin with an apostrophe. */
export function exportCsv(states: readonly FilmStateEntry[], films: FilmShelf): string {
  const header = ['movieId', 'title', 'stars', 'watchlist', 'hidden', 'notSeen', 'ratedAt', 'changedAt'];
  const rows = states.map((state) => [
    String(state.filmId),
    films.byId(state.filmId)?.film.rawTitle ?? '',
    state.stars === null ? '' : String(state.stars),
    String(state.watchlist),
    String(state.hidden),
    String(state.notSeen),
    state.ratedAt === null ? '' : new Date(state.ratedAt).toISOString(),
    new Date(state.changedAt).toISOString(),
  ]);
  return [header, ...rows].map((row) => `${row.map(csvCell).join(',')}\r\n`).join('');
}
