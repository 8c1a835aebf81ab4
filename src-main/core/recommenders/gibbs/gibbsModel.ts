import { transposeUserItem } from '../../data/csrMatrix.ts';
import { cosineToItem } from '../als/factorModel.ts';
import { integerSetting, numberSetting, stepSettings } from '../hyperparameters.ts';
import type { ModelTensors } from '../modelTensors.ts';
import { checkPerson } from '../personalRatings.ts';
import type { FitContext, FittedRecommender, Hyperparameters, RecommenderName, SearchRange, TrainingData } from '../recommender.ts';
import { fitGibbs } from './fitGibbs.ts';
import { personGroup, ratedGroup } from './keptDraws.ts';
import {
  foldInPosterior,
  loadPosterior,
  meanItemOffsets,
  type Posterior,
  posteriorStars,
  posteriorTensors,
  type PosteriorPerson,
} from './posterior.ts';
import { numProfileFeatures, profileFeatures, profileGroups } from './profileGroups.ts';
import { type FeatureGroup, identityGroup, ratedSetGroup, sideFeatures } from './sideFeatures.ts';

/** What a model of this family is, beside its settings. */
export interface GibbsModel {
  readonly name: RecommenderName;
  readonly pairsWithin: boolean;
  /** Of films, beside themselves and who rated them. */
  readonly filmGroups: (data: TrainingData) => readonly FeatureGroup[];
}

/** Settings that all models of the family share. */
export const gibbsDefaults = {
  factors: 16,
  samples: 120,
  burnIn: 40,
  keptSamples: 20,
  ratedSets: true,
  raterSets: true,
  priorShape: 0.5,
  priorRate: 0.05,
  noiseShape: 6,
  initStddev: 0.1,
  ...stepSettings,
} as const;

export const gibbsSearchSpace: Readonly<Record<string, SearchRange>> = {
  factors: { kind: 'choice', values: [8, 12, 16, 24, 32] },
  priorRate: { kind: 'log', min: 0.002, max: 1 },
  noiseShape: { kind: 'log', min: 1, max: 20 },
};

/** @throws DomainError 'cancelled', 'conflict', 'invalid-input' */
export async function fitGibbsModel(
  model: GibbsModel,
  data: TrainingData,
  hyperparameters: Hyperparameters,
  context: FitContext,
): Promise<FittedRecommender> {
  const { matrix, demographics } = data;
  const users = sideFeatures(matrix.numRows, [
    identityGroup(personGroup, matrix.numRows),
    ...(hyperparameters['ratedSets'] === true ? [ratedSetGroup(ratedGroup, matrix)] : []),
    ...profileGroups(demographics),
  ]);
  const items = sideFeatures(matrix.numColumns, [
    identityGroup('film', matrix.numColumns),
    ...(hyperparameters['raterSets'] === true ? [ratedSetGroup('raters', transposeUserItem(matrix))] : []),
    ...model.filmGroups(data),
  ]);
  const posterior = await fitGibbs(
    {
      problem: {
        matrix,
        users,
        items,
        factors: integerSetting(hyperparameters, 'factors', 1),
        pairsWithin: model.pairsWithin,
        prior: { shape: numberSetting(hyperparameters, 'priorShape'), rate: numberSetting(hyperparameters, 'priorRate') },
        noiseShape: numberSetting(hyperparameters, 'noiseShape'),
      },
      sweeps: integerSetting(hyperparameters, 'samples', 1),
      burnIn: integerSetting(hyperparameters, 'burnIn'),
      kept: integerSetting(hyperparameters, 'keptSamples', 1),
      initStddev: numberSetting(hyperparameters, 'initStddev'),
      asModel: (draws) => fromPosterior(model, draws, hyperparameters),
    },
    context,
  );
  return fromPosterior(model, posterior, hyperparameters);
}

/** @throws DomainError 'model-invalid' */
export function loadGibbsModel(
  model: GibbsModel,
  numItems: number,
  hyperparameters: Hyperparameters,
  tensors: ModelTensors,
): FittedRecommender {
  const posterior = loadPosterior(tensors, {
    numItems,
    factors: integerSetting(hyperparameters, 'factors', 1),
    pairsWithin: model.pairsWithin,
    noiseShape: numberSetting(hyperparameters, 'noiseShape'),
    numProfile: numProfileFeatures,
  });
  return fromPosterior(model, posterior, hyperparameters);
}

function fromPosterior({ name }: GibbsModel, posterior: Posterior, hyperparameters: Hyperparameters): FittedRecommender {
  const { numItems, samples, factors, itemFactors } = posterior;
  const offsets = meanItemOffsets(posterior);
  // Of all draws side by side: the mean over draws of inner products, so that it does not matter how a draw turned its factors.
  const allDraws = { numItems, factors: samples * factors, itemFactors };
  return {
    name,
    numItems,
    hyperparameters,
    foldIn(person) {
      checkPerson(person, numItems);
      return { person, state: foldInPosterior(posterior, person, profileFeatures(person.demographics)) };
    },
    score: ({ state }) => posteriorStars(posterior, offsets, { ...(state as PosteriorPerson), offset: 0 }),
    stars: ({ state }) => posteriorStars(posterior, offsets, state as PosteriorPerson),
    similar: (itemIndex) => cosineToItem(allDraws, itemIndex),
    tensors: () => posteriorTensors(posterior),
    holdsUsers: false,
  };
}
