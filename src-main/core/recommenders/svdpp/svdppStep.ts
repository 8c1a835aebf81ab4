import type { Value } from '../../engine/graph.ts';
import { normal } from '../../engine/initializers.ts';
import { add, gather, mul, reduceSum, reshape } from '../../engine/ops.ts';
import { sgd } from '../../engine/optimizers.ts';
import type { ParameterScope } from '../../engine/parameters.ts';
import { segmentSums } from '../../engine/segments.ts';
import { type Batch, type ForwardResult, type TrainingStep, trainingStep } from '../../engine/trainingStep.ts';
import { dampedEmbedding } from '../sgdMf/dampedEmbedding.ts';
import { type FactorizationShape, penalizedSquares, ratingInputs, sideRows } from '../sgdMf/factorizationStep.ts';

export interface SvdppShape extends FactorizationShape {
  /** lambda of the implicit factors y. */
  readonly implicitRegularization: number;
  readonly implicitInitStddev: number;
}

/**
 * One step of stochastic gradient descent over all ratings of some people on SVD++,
 *
 *   r = mean + b_u + b_i + q_i . (p_u + |N(u)|^(-1/2) sum_{j in N(u)} y_j)
 *
 * (Koren 2008, equation 15), N(u) being the films that u rated. Batch: what `userBatches` makes.
 */
export function svdppStep(shape: SvdppShape): TrainingStep {
  return trainingStep({
    name: 'svdpp',
    batch: { ...ratingInputs(shape), implicitNorm: { dtype: 'float32', shape: [shape.batchSize, 1] } },
    optimizer: sgd(),
    forward: (scope, batch) => forward(scope, batch, shape),
  });
}

function forward(scope: ParameterScope, batch: Batch, shape: SvdppShape): ForwardResult {
  const { numUsers, numItems, factors, batchSize, regularization, biasRegularization, implicitRegularization } = shape;
  const user = sideRows(scope, batch, 'user', numUsers, shape);
  const item = sideRows(scope, batch, 'item', numItems, shape);
  const implicit = dampedEmbedding(scope.within('implicit'), batch['items']!, batch['itemDamping']!, {
    rows: numItems,
    size: factors,
    initializer: normal(shape.implicitInitStddev),
    plan: { name: 'byItem', inputs: batch },
  });
  const taste = add(user.factors, implicitSums(scope, batch, implicit));
  const dot = reduceSum(mul(taste, item.factors), [1]);
  const prediction = add(dot, reshape(add(user.biases, item.biases), [batchSize]));
  return penalizedSquares(batch, prediction, [
    [regularization, user.factors],
    [regularization, item.factors],
    [implicitRegularization, implicit],
    [biasRegularization, user.biases],
    [biasRegularization, item.biases],
  ]);
}

/**
 * z = |N|^(-1/2) S y for every rating, where S adds what the ratings of one person hold and hands the sum to each of them. S is
 * symmetric, so that the gradient goes the same way: dy = S (|N|^(-1/2) dz). It is damped as p_u's is, which enters beside z.
 */
function implicitSums(scope: ParameterScope, batch: Batch, implicit: Value): Value {
  const norm = batch['implicitNorm']!;
  const shared = (x: Value) => gather(segmentSums(x, 'byUser', batch), batch['users']!);
  const sums = mul(shared(implicit), norm);
  scope.overrideGradient(sums, (g) => new Map([[implicit, shared(mul(g, mul(norm, batch['userDamping']!)))]]));
  return sums;
}
