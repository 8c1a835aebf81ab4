import type { FilmWords } from '../../data/filmFeatures.ts';
import type { TrainingData } from '../recommender.ts';
import type { FeatureGroup } from './sideFeatures.ts';

/** First year with a feature of its own, and the spacing of the years that have one. */
const FIRST_YEAR = 1920;
const YEARS_APART = 5;
const NUM_YEARS = 22;

/** What is known of films beside who rated them. A film's words of one kind have squares that sum to 1, so that no kind weighs more for being longer. */
export function filmGroups({ films, features }: Pick<TrainingData, 'films' | 'features'>): FeatureGroup[] {
  const groups: FeatureGroup[] = [];
  const genres = [...new Set(films.flatMap((film) => film.genres))].sort();
  if (genres.length > 0) {
    const numberOf = new Map(genres.map((genre, at) => [genre, at]));
    groups.push({
      name: 'genre',
      size: genres.length,
      describe: (film, emit) => {
        const own = new Set(films[film].genres);
        for (const genre of own) emit(numberOf.get(genre)!, 1 / Math.sqrt(own.size));
      },
    });
  }
  if (films.some(({ year }) => year !== null)) groups.push(yearGroup(films.map(({ year }) => year)));
  if (features?.people !== undefined) groups.push(wordGroup('people', features.people));
  if (features?.tags !== undefined) groups.push(wordGroup('tag', features.tags));
  return groups;
}

/** A film of 1972 has 0.6 of 1970 and 0.4 of 1975: what a year does is a line between the years that have a feature. */
export const yearGroup = (years: readonly (number | null)[]): FeatureGroup => ({
  name: 'year',
  size: NUM_YEARS,
  describe(film, emit) {
    const year = years[film];
    if (year === null) return;
    const place = Math.min(NUM_YEARS - 1, Math.max(0, (year - FIRST_YEAR) / YEARS_APART));
    const from = Math.min(NUM_YEARS - 2, Math.floor(place));
    if (place - from < 1) emit(from, 1 - (place - from));
    if (place - from > 0) emit(from + 1, place - from);
  },
});

function wordGroup(name: string, { names, offsets, words, weights }: FilmWords): FeatureGroup {
  return {
    name,
    size: names.length,
    describe(film, emit) {
      let squares = 0;
      for (let at = offsets[film]; at < offsets[film + 1]; at++) squares += weights[at] ** 2;
      for (let at = offsets[film]; at < offsets[film + 1]; at++) emit(words[at], weights[at] / Math.sqrt(squares));
    },
  };
}
