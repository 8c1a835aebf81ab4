import type { Reason } from '../../contract/shared.ts';
import { ageGroups, occupations } from '../../contract/profile.ts';
import { createExplainer as createCoreExplainer, type Explainer, type FilmReason } from '../../core/explain/reasons.ts';
import type { GroupEvidence } from '../../core/recommenders/demographic/demographic.ts';
import type { Stores } from '../stores.ts';
import type { LoadedModel } from '../modelLibrary.ts';
import type { Scored } from './scoring.ts';
import { statisticsFor } from './statistics.ts';

export interface WordedReasons {
  readonly reasons: Reason[];
  readonly moreReasons: Reason[];
}

/**
 * Reasons in the contract's words. Taking one rating away serves every film of a list, so the work is kept for as long as
 * the person's scores are.
 */
export function createReasons(): (stores: Stores, scored: Scored, filmId: number) => WordedReasons {
  const explainers = new WeakMap<Scored, Explainer>();
  return (stores, scored, filmId) => {
    let explainer = explainers.get(scored);
    if (explainer === undefined) {
      const { model, fitted, folded, scores } = scored;
      explainer = createCoreExplainer({ fitted, folded, scores, statistics: statisticsFor(stores.models, model) });
      explainers.set(scored, explainer);
    }
    const index = scored.model.items.indexOf(filmId);
    if (index < 0 || !Number.isFinite(scored.scores[index])) return { reasons: [], moreReasons: [] };
    const { reasons, moreReasons } = explainer.explain(index);
    const inWords = (all: readonly FilmReason[]): Reason[] => all.flatMap((reason) => wordReason(reason, stores, scored.model) ?? []);
    return { reasons: inWords(reasons), moreReasons: inWords(moreReasons) };
  };
}

function wordReason(reason: FilmReason, { films }: Stores, model: LoadedModel): Reason | null {
  switch (reason.kind) {
    case 'rated-film': {
      const film = films.byId(model.items.ids[reason.itemIndex]!)?.film;
      if (film === undefined) return null;
      const { scoreWith, scoreWithout, placesLost } = reason;
      return { kind: 'rated-film', film, stars: reason.rating, scoreWith, scoreWithout, placesLost };
    }
    case 'people-like-you': {
      const { people, groupMean, overallMean } = reason;
      const groups = groupWords(reason.group);
      return groups.length === 0 ? null : { kind: 'people-like-you', groups, people, groupMean, overallMean };
    }
    case 'liked-by-many':
      return { kind: 'liked-by-many', people: reason.people, mean: reason.mean };
  }
}

/** "women", "25 to 34", "artist": only what the person told. */
function groupWords({ age, gender, occupation }: GroupEvidence['group']): string[] {
  const words: string[] = [];
  if (gender !== null) words.push(gender === 'F' ? 'women' : 'men');
  if (age !== null) words.push(ageGroups[age as keyof typeof ageGroups].toLowerCase());
  if (occupation !== null) words.push(occupations[occupation as keyof typeof occupations].toLowerCase());
  return words;
}
