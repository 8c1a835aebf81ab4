import { createRng } from '../base/rng.ts';
import type { Dataset } from '../data/interactions.ts';
import { splitRows, selectRows } from '../data/splitting.ts';
import { easeDefinition } from '../recommenders/ease/ease.ts';
import { integerSetting } from '../recommenders/hyperparameters.ts';
import { float32, floatData, int32, type ModelTensors, tensorData } from '../recommenders/modelTensors.ts';
import type { FitContext, FittedRecommender, Hyperparameters } from '../recommenders/recommender.ts';
import type { TrainedManifest } from '../recommenders/training.ts';
import { trainingDataOf } from '../recommenders/trainingData.ts';
import { measure } from './measure.ts';

/** What "all weights" means: more of a film's are too weak to move a list, and would fill the memory for a large catalogue. */
const REFERENCE_WEIGHTS = 4000;
const MAX_PEOPLE = 2000;

/**
 * What EASE loses by keeping only the strongest weights of each film: a second fit on nine tenths of the rows, asked on the last tenth with
 * all weights (the 4,000 strongest) and with those that the settings keep.
 * @returns `ndcg@10:allWeights` and `ndcg@10:kept`, means over at most 2,000 people
 * @throws DomainError 'too-large', 'cancelled'
 */
export async function easeTruncation(
  dataset: Dataset,
  hyperparameters: Hyperparameters,
  context: FitContext,
): Promise<{ readonly 'ndcg@10:allWeights': number; readonly 'ndcg@10:kept': number }> {
  const { seed } = context.rng.state();
  const split = splitRows(dataset.interactions, 0.1, createRng(seed, 'truncation'));
  const data = trainingDataOf(dataset, split.train);
  const test = selectRows(dataset.interactions, split.test);
  const all = await easeDefinition.fit(data, { ...hyperparameters, weightsPerItem: REFERENCE_WEIGHTS }, context);
  const tested = [...new Set(test.userIndices)].sort((a, b) => a - b);
  const stride = Math.max(1, tested.length / MAX_PEOPLE);
  const users = Array.from({ length: Math.min(MAX_PEOPLE, tested.length) }, (_, at) => tested[Math.floor(at * stride)]);
  const ndcg = async (fitted: FittedRecommender): Promise<number> => {
    const rankings = [{ suffix: '', metrics: { ndcg: [10] } }];
    const { signal } = context;
    const { metrics } = await measure({
      fitted,
      data,
      test,
      ratings: false,
      rankings,
      calibration: null,
      users,
      ...(signal === undefined ? {} : { signal }),
    });
    return metrics['ndcg@10'];
  };
  const kept = strongestOnly(all.tensors(), dataset.items.size, integerSetting(hyperparameters, 'weightsPerItem', 1));
  return {
    'ndcg@10:allWeights': await ndcg(all),
    'ndcg@10:kept': await ndcg(easeDefinition.load(dataset.items.size, hyperparameters, kept)),
  };
}

/** The card of a model that was trained on all rows; that of `ease` says what its truncation costs. @throws DomainError 'cancelled' */
export async function withTruncation(manifest: TrainedManifest, dataset: Dataset, context: FitContext): Promise<TrainedManifest> {
  if (manifest.model !== 'ease') return manifest;
  return { ...manifest, metrics: { ...manifest.metrics, ...(await easeTruncation(dataset, manifest.hyperparameters, context)) } };
}

/** The same model with at most `perItem` weights of each film. */
function strongestOnly(tensors: ModelTensors, numItems: number, perItem: number): ModelTensors {
  const before = tensors['sources'].shape[1];
  const width = Math.min(perItem, before);
  const sources = tensorData(tensors, 'sources', 'int32', [numItems, before]);
  const weights = floatData(tensors, 'weights', [numItems, before]);
  const keptSources = new Int32Array(numItems * width).fill(-1);
  const keptWeights = new Float32Array(numItems * width);
  for (let item = 0; item < numItems; item++) {
    const places = Array.from({ length: before }, (_, at) => item * before + at).filter((place) => sources[place] >= 0);
    places.sort((a, b) => Math.abs(weights[b]) - Math.abs(weights[a]));
    places.slice(0, width).forEach((place, at) => {
      keptSources[item * width + at] = sources[place];
      keptWeights[item * width + at] = weights[place];
    });
  }
  return { sources: int32(keptSources, [numItems, width]), weights: float32(keptWeights, [numItems, width]) };
}
