import type { Film, ModelName, Recommendation } from '../contract/shared.ts';
import type { CallOptions, ComputeClient } from '../compute/computeClient.ts';
import { DomainError } from '../core/base/errors.ts';
import type { Dataset } from '../core/data/interactions.ts';
import { displayTitle } from '../core/data/titles.ts';
import type { Person } from '../core/recommenders/recommender.ts';
import { topK } from '../core/recommenders/topK.ts';
import { trainedPerson, trainingDataOf } from '../core/recommenders/trainingData.ts';
import type { LoadedModel } from './modelLibrary.ts';
import { guessFor } from './recommending/guesses.ts';
import type { Scored } from './recommending/scoring.ts';
import type { Stores } from './stores.ts';
import { resolveDevice } from './testDevices.ts';

/** Lists over an imported data set itself, for its own users: what a researcher asks of the terminal. */
export interface DatasetRecommendations {
  recommend(
    request: { readonly dataset: string; readonly userId: number; readonly top: number; readonly model: ModelName | null },
    options?: CallOptions,
  ): Promise<{ model: ModelName; starsModel: ModelName | null; items: Recommendation[] }>;
  similar(
    request: { readonly dataset: string; readonly filmId: number; readonly top: number; readonly model: ModelName | null },
    options?: CallOptions,
  ): Promise<{ model: ModelName; items: { film: Film; similarity: number }[] }>;
}

const defaultModel: ModelName = 'als';
/** Whose stars stand beside a ranker that predicts none, where it was trained. */
const defaultStars: ModelName = 'als';
const defaultSimilarity: ModelName = 'item-knn';
const unsaid = { stars: null, watchlist: false, hidden: false, notSeen: false };

/** Uses the newest model trained on exactly these data; where there is none, one is trained and kept first. */
export function createDatasetRecommendations(stores: () => Stores, compute: ComputeClient): DatasetRecommendations {
  async function modelFor(dataset: Dataset, name: ModelName, options: CallOptions): Promise<LoadedModel> {
    const held = stores().models.trainedOn(name, dataset.sha256);
    if (held !== null) return held;
    const { dataDir } = stores();
    const device = await resolveDevice(compute, 'auto', options.signal);
    await compute.call('train', { dataDir, dataset: dataset.name, model: name, set: {}, seed: 1, device }, options);
    stores().models.refresh();
    const trained = stores().models.trainedOn(name, dataset.sha256);
    if (trained === null) throw new DomainError('model-invalid', `The model "${name}" was trained but cannot be loaded; train it again.`);
    return trained;
  }

  /** The model that a person chose for these data, if any. */
  function activeFor({ name }: Dataset): LoadedModel | null {
    const { person, models } = stores();
    const chosen = person.activeModels.list().find(({ dataset, role }) => dataset === name && role === 'ranking');
    return chosen === undefined ? null : models.byName(chosen.modelId);
  }

  return {
    async recommend({ dataset: name, userId, top, model: asked }, options = {}) {
      const dataset = stores().datasets.load(name);
      const userIndex = dataset.users.indexOf(userId);
      if (userIndex < 0)
        throw new DomainError('not-found', `${name} has no user ${userId}; its users are numbered as in its files.`, { userId });
      const model = (asked === null ? activeFor(dataset) : null) ?? (await modelFor(dataset, asked ?? defaultModel, options));
      const person = trainedPerson(trainingDataOf(dataset), userIndex);
      const scored = scoreWith(model, person);
      const second = scored.stars === null ? stores().models.trainedOn(defaultStars, dataset.sha256) : null;
      const starsBy = second === null ? (scored.stars === null ? null : scored) : scoreWith(second, person);
      const ranked = topK(scored.scores, top, person.itemIndices);
      const items = Array.from(ranked.itemIndices, (index, at): Recommendation => {
        const film = filmOf(dataset, index);
        return { film, state: { ...unsaid }, rank: at + 1, score: ranked.scores[at]!, guess: guessFor(starsBy, film.filmId), reasons: [] };
      });
      return { model: model.name, starsModel: starsBy?.model.name ?? null, items };
    },

    async similar({ dataset: name, filmId, top, model: asked }, options = {}) {
      const dataset = stores().datasets.load(name);
      const index = dataset.items.indexOf(filmId);
      if (index < 0) throw new DomainError('not-found', `No one in ${name} rated a film with the number ${filmId}.`, { filmId });
      const model = await modelFor(dataset, asked ?? defaultSimilarity, options);
      const ranked = topK(model.fitted.similar(index), top);
      const items = Array.from(ranked.itemIndices, (item, at) => ({ film: filmOf(dataset, item), similarity: ranked.scores[at]! }));
      return { model: model.name, items };
    },
  };
}

/** Models trained on the same data number its films alike, so that one person serves both. */
function scoreWith(model: LoadedModel, person: Person): Scored {
  const folded = model.fitted.foldIn(person);
  return { model, fitted: model.fitted, person, folded, scores: model.fitted.score(folded), stars: model.fitted.stars?.(folded) ?? null };
}

function filmOf(dataset: Dataset, itemIndex: number): Film {
  const { id, title: rawTitle, year, genres } = dataset.films[itemIndex]!;
  const withYear = year === null ? rawTitle : `${rawTitle} (${year})`;
  const { title, originalTitle } = displayTitle(withYear);
  return { filmId: id, title, originalTitle, rawTitle: withYear, year, genres: [...genres], posterUrl: null };
}
