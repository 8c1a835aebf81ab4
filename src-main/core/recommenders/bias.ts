import { type Baseline, fitBaseline, userBias } from './baseline.ts';
import { numberSetting } from './hyperparameters.ts';
import { float32, floatData } from './modelTensors.ts';
import { checkPerson } from './personalRatings.ts';
import type { FittedRecommender, Hyperparameters, RecommenderDefinition } from './recommender.ts';

/** mu + b_u + b_i: predicts stars, and ranks by b_i alone, which is alike for everybody. */
export const biasDefinition: RecommenderDefinition = {
  name: 'bias',
  summary: 'Average rating, adjusted for how good a film is held to be and how strictly you rate.',
  citation: 'Koren, "Factor in the Neighbors: Scalable and Accurate Collaborative Filtering", TKDD 2010, equation 1.',
  predictsStars: true,
  defaults: { userRegularization: 8, itemRegularization: 4, sweeps: 10 },
  searchSpace: {
    userRegularization: { kind: 'log', min: 1, max: 40 },
    itemRegularization: { kind: 'log', min: 1, max: 40 },
  },
  async fit({ matrix }, hyperparameters) {
    return bias(fitBaseline(matrix, baselineOptions(hyperparameters)), hyperparameters);
  },
  load: (numItems, hyperparameters, tensors) =>
    bias(
      {
        mean: floatData(tensors, 'mean', [1])[0],
        itemBiases: floatData(tensors, 'itemBiases', [numItems]),
        userRegularization: numberSetting(hyperparameters, 'userRegularization'),
      },
      hyperparameters,
    ),
};

export const baselineOptions = (hyperparameters: Hyperparameters) => ({
  userRegularization: numberSetting(hyperparameters, 'userRegularization'),
  itemRegularization: numberSetting(hyperparameters, 'itemRegularization'),
  sweeps: numberSetting(hyperparameters, 'sweeps', 1),
});

function bias(baseline: Baseline, hyperparameters: Hyperparameters): FittedRecommender {
  const mean = Math.fround(baseline.mean);
  const { itemBiases } = baseline;
  return {
    name: 'bias',
    numItems: itemBiases.length,
    hyperparameters,
    foldIn(person) {
      checkPerson(person, itemBiases.length);
      return { person, state: userBias({ ...baseline, mean }, person) };
    },
    score: () => itemBiases.slice(),
    stars: ({ state }) => itemBiases.map((itemBias) => mean + (state as number) + itemBias),
    similar(itemIndex) {
      // Closest in how it is rated; a bias says nothing of taste.
      const similarity = itemBiases.map((itemBias) => -Math.abs(itemBias - itemBiases[itemIndex]));
      similarity[itemIndex] = Number.NEGATIVE_INFINITY;
      return similarity;
    },
    tensors: () => ({ mean: float32(Float32Array.of(mean)), itemBiases: float32(itemBiases) }),
    holdsUsers: false,
  };
}
