import type { CancelSignal, ReportProgress } from '../../base/progress.ts';
import type { Rng } from '../../base/rng.ts';
import { transposeUserItem, type UserItemMatrix } from '../../data/csrMatrix.ts';
import type { TensorRuntime } from '../../engine/tensorRuntime.ts';
import { integerSetting, numberSetting } from '../hyperparameters.ts';
import { float32, floatData, tensorData } from '../modelTensors.ts';
import { checkPerson } from '../personalRatings.ts';
import type { FittedRecommender, Hyperparameters, RecommenderDefinition } from '../recommender.ts';
import { alternate } from './alternate.ts';
import { cosineToItem, foldInImplicit, type ItemSide, itemScores, servedItems } from './factorModel.ts';
import { compileHalfSweep } from './halfSweep.ts';

/**
 * Implicit feedback: every rating, whatever its value, is a 1, every other cell a 0 of weight alpha0:
 *   sum_observed (1 - x_u . y_i)^2 + alpha0 sum_all (x_u . y_i)^2 + frequency-scaled regularization.
 */
export const ialsDefinition: RecommenderDefinition = {
  name: 'ials',
  summary:
    'Finds hidden traits of films and people from what was watched, whatever the rating, and ranks what you are likely to watch next.',
  citation:
    'Hu, Koren, Volinsky, "Collaborative Filtering for Implicit Feedback Datasets", ICDM 2008, in the form of Rendle, Krichene, Zhang, Koren, "Revisiting the Performance of iALS on Item Recommendation Benchmarks", RecSys 2022.',
  predictsStars: false,
  defaults: {
    factors: 128,
    sweeps: 12,
    regularization: 0.008,
    regularizationExponent: 1,
    unobservedWeight: 0.3,
    initStddev: 0.1,
    steps: 3,
  },
  searchSpace: {
    factors: { kind: 'choice', values: [32, 64, 128] },
    sweeps: { kind: 'linear', min: 6, max: 16, integer: true },
    regularization: { kind: 'log', min: 0.001, max: 0.1 },
    regularizationExponent: { kind: 'linear', min: 0.5, max: 1 },
    unobservedWeight: { kind: 'log', min: 0.03, max: 1 },
  },
  async fit({ matrix }, hyperparameters, { rng, runtime, reportProgress, signal }) {
    const items = await fitImplicit(matrix, hyperparameters, rng, runtime, reportProgress, signal);
    return implicitFactors(items, gramOf(items), hyperparameters);
  },
  load(numItems, hyperparameters, tensors) {
    const factors = integerSetting(hyperparameters, 'factors', 1);
    const itemFactors = floatData(tensors, 'itemFactors', [numItems, factors]);
    return implicitFactors({ numItems, factors, itemFactors }, tensorData(tensors, 'gram', 'float32', [factors, factors]), hyperparameters);
  },
};

/** lambda (count + alpha0 * numOther)^nu (Rendle et al. 2022, equation 8). */
export function implicitRegularization(hyperparameters: Hyperparameters, numOther: number): (count: number) => number {
  const lambda = numberSetting(hyperparameters, 'regularization');
  const exponent = numberSetting(hyperparameters, 'regularizationExponent');
  const alpha0 = numberSetting(hyperparameters, 'unobservedWeight');
  return (count) => lambda * (count + alpha0 * numOther) ** exponent;
}

export async function fitImplicit(
  matrix: UserItemMatrix,
  hyperparameters: Hyperparameters,
  rng: Rng,
  runtime: TensorRuntime,
  reportProgress: ReportProgress,
  signal?: CancelSignal,
): Promise<ItemSide> {
  const factors = integerSetting(hyperparameters, 'factors', 1);
  const initStddev = numberSetting(hyperparameters, 'initStddev');
  const steps = integerSetting(hyperparameters, 'steps', 1);
  const unobservedWeight = numberSetting(hyperparameters, 'unobservedWeight');
  const optionsFor = (numOther: number) => {
    const regularization = implicitRegularization(hyperparameters, numOther);
    const perRow = (count: number) => new Float32Array(factors).fill(regularization(count));
    return { width: factors, fixed: 0, steps, explicit: false, unobservedWeight, mean: 0, regularization: perRow };
  };
  const { numRows: numUsers, numColumns: numItems } = matrix;
  const users = new Float32Array((numUsers + 1) * factors);
  const items = new Float32Array((numItems + 1) * factors);
  for (let i = 0; i < numItems * factors; i++) items[i] = (rng.normal() * initStddev) / Math.sqrt(factors);
  await alternate(
    {
      sweep: await compileHalfSweep(matrix, runtime, optionsFor(numItems)),
      solution: users,
      asOther: () => users,
    },
    {
      sweep: await compileHalfSweep(transposeUserItem(matrix), runtime, optionsFor(numUsers)),
      solution: items,
      asOther: () => items,
    },
    integerSetting(hyperparameters, 'sweeps', 1),
    reportProgress,
    signal,
  );
  return { numItems, factors, itemFactors: items.slice(0, numItems * factors) };
}

/** Y^T Y [factors, factors], summed in double precision. */
export function gramOf({ numItems, factors: k, itemFactors }: ItemSide): Float32Array {
  const gram = new Float64Array(k * k);
  for (let item = 0; item < numItems; item++) {
    for (let a = 0; a < k; a++) {
      const scale = itemFactors[item * k + a]!;
      if (scale !== 0) for (let b = 0; b < k; b++) gram[a * k + b]! += scale * itemFactors[item * k + b]!;
    }
  }
  return Float32Array.from(gram);
}

function implicitFactors(fitted: ItemSide, gram: Float32Array, hyperparameters: Hyperparameters): FittedRecommender {
  const items = servedItems(fitted);
  const { numItems, factors, itemFactors } = items;
  const unobservedWeight = numberSetting(hyperparameters, 'unobservedWeight');
  const weightedGram = Float64Array.from(gram, (entry) => unobservedWeight * entry);
  const regularization = implicitRegularization(hyperparameters, numItems);
  return {
    name: 'ials',
    numItems,
    hyperparameters,
    foldIn(person) {
      checkPerson(person, numItems);
      return { person, state: foldInImplicit(items, person, weightedGram, regularization) };
    },
    score: ({ state }) => itemScores(items, state as Float64Array, null, 0),
    similar: (itemIndex) => cosineToItem(items, itemIndex),
    tensors: () => ({ itemFactors: float32(itemFactors, [numItems, factors]), gram: float32(gram, [factors, factors]) }),
    holdsUsers: false,
  };
}
