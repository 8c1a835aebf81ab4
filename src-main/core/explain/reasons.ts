import type { Demographics } from '../data/interactions.ts';
import { type GroupEvidence, isDemographic } from '../recommenders/demographic/demographic.ts';
import type { FilmStatistics } from '../recommenders/filmStatistics.ts';
import { withoutRating } from '../recommenders/personalRatings.ts';
import type { Contribution, FittedRecommender, FoldedPerson, Person } from '../recommenders/recommender.ts';

/** A rating whose removal lowers the film's score, with the places that the film would lose. */
export interface RatedFilmReason extends Contribution {
  readonly kind: 'rated-film';
  readonly placesLost: number;
}

export interface PeopleLikeYouReason extends GroupEvidence {
  readonly kind: 'people-like-you';
}

export interface LikedByManyReason {
  readonly kind: 'liked-by-many';
  readonly people: number;
  readonly mean: number;
}

export type FilmReason = RatedFilmReason | PeopleLikeYouReason | LikedByManyReason;

export interface Explanation {
  /** At most three. */
  readonly reasons: readonly FilmReason[];
  /** True as well, weaker. */
  readonly moreReasons: readonly FilmReason[];
}

export interface Explainer {
  /** Why `itemIndex` stands where it stands for this person. Nothing is invented: no reason is an empty list. */
  explain(itemIndex: number): Explanation;
}

export interface ExplainerInput {
  /** The model that ranks. */
  readonly fitted: FittedRecommender;
  readonly folded: FoldedPerson;
  /** [numItems] of `folded`, where it is at hand. */
  readonly scores?: Float32Array;
  readonly statistics: FilmStatistics | null;
  /** Ratings checked exactly per film; more find more reasons and take longer. */
  readonly maxChecked?: number;
}

const MAX_SHOWN = 3;

/** "Liked by many" needs this many ratings, and this mean: about the mean of all MovieLens ratings. */
const MANY = 30;
const LIKED = 3.5;

/** Explains one film; for several films of one person, `createExplainer` shares the work. */
export const explainFilm = (input: ExplainerInput & { readonly itemIndex: number }): Explanation =>
  createExplainer(input).explain(input.itemIndex);

/**
 * Reasons by removal (counterfactual evidence; Ghazimatin et al., "PRINCE", WSDM 2020): a rated film is named as a cause only if the model, asked
 * again without that one rating, gives a lower score. Which ratings are worth asking about is guessed from the model's own similarity; the
 * answer is always exact. A rating's removal is computed once and serves every film of the list.
 */
export function createExplainer({ fitted, folded, statistics, scores = fitted.score(folded), maxChecked = 12 }: ExplainerInput): Explainer {
  const { person } = folded;
  const removed = new Map<number, Float32Array>();

  function scoresWithout(item: number): Float32Array {
    const known = removed.get(item);
    if (known !== undefined) return known;
    const made = fitted.score(fitted.foldIn(withoutRating(person, item)));
    removed.set(item, made);
    return made;
  }

  return {
    explain(itemIndex) {
      const causes = candidates(fitted, person, itemIndex, maxChecked)
        .map((at) => cause(at, itemIndex))
        .filter((reason) => reason !== null)
        .sort((a, b) => b.scoreWith - b.scoreWithout - (a.scoreWith - a.scoreWithout) || a.itemIndex - b.itemIndex);
      const others = [peopleLikeYou(fitted, folded, scores, itemIndex), likedByMany(statistics, itemIndex)].filter(
        (reason) => reason !== null,
      );
      // With causes of the person's own at hand, what others think only stands behind them.
      const all = [...causes, ...others];
      const shown: readonly FilmReason[] = causes.length > 0 ? causes.slice(0, MAX_SHOWN) : others.slice(0, 1);
      return { reasons: shown, moreReasons: all.filter((reason) => !shown.includes(reason)) };
    },
  };

  function cause(at: number, itemIndex: number): RatedFilmReason | null {
    const ratedItem = person.itemIndices[at];
    const without = scoresWithout(ratedItem);
    const scoreWith = scores[itemIndex];
    const scoreWithout = without[itemIndex];
    if (!(scoreWithout < scoreWith)) return null;
    const placesLost = placeOf(without, itemIndex, person) - placeOf(scores, itemIndex, person);
    return {
      kind: 'rated-film',
      itemIndex: ratedItem,
      rating: person.ratings[at],
      scoreWith,
      scoreWithout,
      placesLost: Math.max(0, placesLost),
    };
  }
}

/** Positions in the person's ratings that most likely carry the film: nearest by the model's similarity, both ways of liking counted. */
function candidates(fitted: FittedRecommender, person: Person, itemIndex: number, maxChecked: number): number[] {
  const similarity = fitted.similar(itemIndex);
  const strength = Array.from(person.itemIndices, (item) => (item === itemIndex ? Number.NEGATIVE_INFINITY : Math.abs(similarity[item])));
  return Array.from(person.itemIndices.keys())
    .filter((at) => person.itemIndices[at] !== itemIndex)
    .sort((a, b) => strength[b] - strength[a] || a - b)
    .slice(0, maxChecked);
}

/** Films outside the person's own that score higher. */
function placeOf(scores: Float32Array, itemIndex: number, { itemIndices }: Person): number {
  let above = 0;
  for (let item = 0; item < scores.length; item++) if (scores[item] > scores[itemIndex]) above++;
  for (const item of itemIndices) if (item !== itemIndex && scores[item] > scores[itemIndex]) above--;
  return above;
}

/** Only for `demographic`, only when leaving the profile out lowers the score, and only with a group that likes the film better than everybody. */
function peopleLikeYou(
  fitted: FittedRecommender,
  { person }: FoldedPerson,
  scores: Float32Array,
  itemIndex: number,
): PeopleLikeYouReason | null {
  if (!isDemographic(fitted)) return null;
  const nobody: Demographics = { age: null, gender: null, occupation: null };
  const without = fitted.score(fitted.foldIn({ ...person, demographics: nobody }));
  if (!(without[itemIndex] < scores[itemIndex])) return null;
  const evidence = fitted.evidence(person.demographics, itemIndex);
  return evidence === null ? null : { kind: 'people-like-you', ...evidence };
}

function likedByMany(statistics: FilmStatistics | null, itemIndex: number): LikedByManyReason | null {
  if (statistics === null) return null;
  const people = statistics.counts[itemIndex];
  const mean = statistics.means[itemIndex];
  return people >= MANY && mean >= LIKED ? { kind: 'liked-by-many', people, mean } : null;
}
