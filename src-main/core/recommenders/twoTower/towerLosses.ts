import type { Value } from '../../engine/graph.ts';
import { bayesianPersonalizedRanking, generalizedBinaryCrossEntropy, weightedMean } from '../../engine/losses.ts';
import { add, cast, concat, equal, expand, logSoftmax, matMul, mul, reduceSum, reshape, slice, sub, transpose } from '../../engine/ops.ts';
import type { TowerSettings } from './settings.ts';

/** Films with their vectors [N, d], biases [N, 1] and numbers [N]. */
export interface ScoredFilms {
  readonly vectors: Value;
  readonly biases: Value;
  readonly ids: Value;
}

/** Hides a negative that is the answer; small enough to stay finite whatever it is divided by. */
const HIDDEN = -1e9;

/**
 * Losses against `negatives`, films drawn uniformly for the whole batch: every query [N, d] has its own answer and shares them.
 * - sampled-softmax: -ln softmax over the answer and the negatives, each of which stands for catalogue / K films: ln(catalogue / K) is
 * added to its score, the   correction by the log of the sampling probability (Yi et al. 2019, equation 3).
 * - bpr: Rendle et al. 2009; gbce: Petrov and Macdonald 2023.
 * A negative that is a query's own answer does not count for it.
 * @param weights of the queries, [N]
 * @param catalogueSize films that negatives are drawn from
 */
export function sharedNegativesLoss(
  queries: Value,
  answers: ScoredFilms,
  negatives: ScoredFilms,
  weights: Value,
  catalogueSize: number,
  { loss, temperature, calibration }: Pick<TowerSettings, 'loss' | 'temperature' | 'calibration'>,
): Value {
  const count = queries.shape[0]!;
  const numNegatives = negatives.ids.shape[0]!;
  const scaled = (scores: Value) => (temperature === 1 ? scores : mul(scores, 1 / temperature));
  const positive = scaled(add(reduceSum(mul(queries, answers.vectors), [1], true), answers.biases));
  const others = scaled(add(matMul(queries, transpose(negatives.vectors)), reshape(negatives.biases, [1, numNegatives])));
  const isAnswer = cast(equal(reshape(answers.ids, [count, 1]), reshape(negatives.ids, [1, numNegatives])), 'float32');
  const negative = add(others, mul(isAnswer, HIDDEN));
  switch (loss) {
    case 'full-softmax':
      throw new Error('internal: full-softmax has no negatives');
    case 'sampled-softmax': {
      const logits = concat([positive, add(negative, Math.log(catalogueSize / numNegatives))], 1);
      const likelihood = reshape(slice(logSoftmax(logits), 1, 0, 1), [count]);
      return weightedMean(sub(0, likelihood), weights);
    }
    case 'bpr':
      return bayesianPersonalizedRanking(
        expand(positive, [count, numNegatives]),
        negative,
        expand(reshape(weights, [count, 1]), [count, numNegatives]),
      );
    case 'gbce':
      return generalizedBinaryCrossEntropy(reshape(positive, [count]), negative, { catalogueSize, calibration, weights });
  }
}
