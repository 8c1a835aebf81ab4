import type { SearchHit } from '../../../src-main/contract/catalog.ts';
import type { Film, FilmState } from '../../../src-main/contract/shared.ts';
import type { Action } from './actions.ts';

export type Option =
  | {
      readonly kind: 'film';
      readonly key: string;
      readonly film: Film;
      readonly state: FilmState | null;
      readonly highlights: readonly (readonly [number, number])[];
      /** The person by whose name it was found. */
      readonly person: string | null;
    }
  | { readonly kind: 'action'; readonly key: string; readonly action: Action };

export interface Group {
  readonly heading: string;
  readonly options: readonly Option[];
}

const MOST_ACTIONS = 5;

/** Films first, then films by a person of that name, then actions; before a word is typed, the films opened last. */
export function groupsOf(
  query: string,
  hits: readonly SearchHit[] | null,
  recents: readonly Film[],
  actions: readonly Action[],
): readonly Group[] {
  const text = query.trim().toLowerCase();
  const groups: Group[] = [];
  if (text === '') {
    groups.push({
      heading: 'Opened last',
      options: recents.map((film) => ({ kind: 'film', key: `film-${film.filmId}`, film, state: null, highlights: [], person: null })),
    });
  } else {
    const options = (hits ?? []).map(
      (hit): Option => ({
        kind: 'film',
        key: `film-${hit.film.filmId}`,
        film: hit.film,
        state: hit.state,
        highlights: hit.highlights,
        person: hit.person,
      }),
    );
    groups.push({ heading: 'Films', options: options.filter((option) => option.kind === 'film' && option.person === null) });
    groups.push({ heading: 'People', options: options.filter((option) => option.kind === 'film' && option.person !== null) });
  }
  const words = text.split(/\s+/).filter((word) => word !== '');
  const fitting = actions.filter((action) => words.every((word) => `${action.words} ${action.also ?? ''}`.toLowerCase().includes(word)));
  groups.push({
    heading: 'Actions',
    options: fitting
      .slice(0, text === '' ? actions.length : MOST_ACTIONS)
      .map((action) => ({ kind: 'action', key: `action-${action.id}`, action })),
  });
  return groups.filter((group) => group.options.length > 0);
}

export interface Piece {
  readonly text: string;
  readonly isMatch: boolean;
}

/** A title cut at its matches: "The [Matr]ix". Ranges that overlap or leave the title are mended. */
export function cutAtMatches(title: string, ranges: readonly (readonly [number, number])[]): readonly Piece[] {
  const pieces: Piece[] = [];
  let at = 0;
  for (const [from, to] of [...ranges].sort((a, b) => a[0] - b[0])) {
    const start = Math.max(at, from);
    const end = Math.min(title.length, to);
    if (end <= start) continue;
    if (start > at) pieces.push({ text: title.slice(at, start), isMatch: false });
    pieces.push({ text: title.slice(start, end), isMatch: true });
    at = end;
  }
  if (at < title.length) pieces.push({ text: title.slice(at), isMatch: false });
  return pieces;
}
