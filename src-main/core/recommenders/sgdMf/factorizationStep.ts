import type { Value } from '../../engine/graph.ts';
import { normal, zeros } from '../../engine/initializers.ts';
import { add, mul, reduceSum, reshape, sub } from '../../engine/ops.ts';
import { sgd } from '../../engine/optimizers.ts';
import type { ParameterScope } from '../../engine/parameters.ts';
import { segmentInputs } from '../../engine/segments.ts';
import { type Batch, type ForwardResult, type TrainingStep, trainingStep } from '../../engine/trainingStep.ts';
import { dampedEmbedding } from './dampedEmbedding.ts';

export interface FactorizationShape {
  readonly numUsers: number;
  readonly numItems: number;
  readonly factors: number;
  /** Most ratings of one step. */
  readonly batchSize: number;
  /** lambda of the factors and of the biases. */
  readonly regularization: number;
  readonly biasRegularization: number;
  readonly initStddev: number;
}

/**
 * One step of stochastic gradient descent over a batch of ratings on
 *
 *   1/2 sum (r - mean - b_u - b_i - p_u . q_i)^2 + lambda_b (b_u^2 + b_i^2) + lambda (|p_u|^2 + |q_i|^2)
 *
 * (Koren, Bell, Volinsky 2009, equation 5). The loss is a sum, not a mean: each rating moves its rows about as far as it would alone,
 * and the rate means what it means where ratings come one by one.
 *
 * Batch: what `ratingInputs` says.
 */
export function factorizationStep(shape: FactorizationShape): TrainingStep {
  return trainingStep({
    name: 'sgd-mf',
    batch: ratingInputs(shape),
    optimizer: sgd(),
    forward: (scope, batch) => forward(scope, batch, shape),
  });
}

/**
 * A batch of ratings: users, items int32 [n]; targets [n], ratings less the mean; present [n], 0 where the batch is filled up; the plans
 * byUser and byItem; and the damping [n, 1] of factors and biases by user and by film.
 */
export function ratingInputs({ numUsers, numItems, batchSize }: Pick<FactorizationShape, 'numUsers' | 'numItems' | 'batchSize'>) {
  const ids = { dtype: 'int32', shape: [batchSize] } as const;
  const numbers = { dtype: 'float32', shape: [batchSize] } as const;
  const column = { dtype: 'float32', shape: [batchSize, 1] } as const;
  return {
    users: ids,
    items: ids,
    targets: numbers,
    present: numbers,
    userDamping: column,
    userBiasDamping: column,
    itemDamping: column,
    itemBiasDamping: column,
    ...segmentInputs('byUser', { entries: batchSize, rows: numUsers }),
    ...segmentInputs('byItem', { entries: batchSize, rows: numItems }),
  };
}

/** [n, factors] and [n, 1]: factors and biases of the users or films of a batch. */
export interface SideRows {
  readonly factors: Value;
  readonly biases: Value;
}

/** Declares `SIDE.table` [rows, factors] and `SIDEBias.table` [rows, 1]. */
export function sideRows(
  scope: ParameterScope,
  batch: Batch,
  side: 'user' | 'item',
  rows: number,
  { factors, initStddev }: FactorizationShape,
): SideRows {
  const ids = batch[side === 'user' ? 'users' : 'items']!;
  const plan = { name: side === 'user' ? 'byUser' : 'byItem', inputs: batch };
  const options = { rows, size: factors, initializer: normal(initStddev), plan };
  return {
    factors: dampedEmbedding(scope.within(side), ids, batch[`${side}Damping`]!, options),
    biases: dampedEmbedding(scope.within(`${side}Bias`), ids, batch[`${side}BiasDamping`]!, { ...options, size: 1, initializer: zeros }),
  };
}

/** 1/2 (sum of squared errors + lambda sum of squares), and the mean squared error to report. @param penalties lambda and rows [n, width] */
export function penalizedSquares(batch: Batch, prediction: Value, penalties: readonly (readonly [number, Value])[]): ForwardResult {
  const present = batch['present']!;
  const error = mul(sub(batch['targets']!, prediction), present);
  const squares = reduceSum(mul(error, error), [0]);
  const penalty = ([lambda, rows]: readonly [number, Value]) => mul(reduceSum(mul(reduceSum(mul(rows, rows), [1]), present), [0]), lambda);
  return {
    loss: mul(penalties.map(penalty).reduce(add, squares), 0.5),
    metrics: { squaredError: squares, ratings: reduceSum(present, [0]) },
  };
}

function forward(scope: ParameterScope, batch: Batch, shape: FactorizationShape): ForwardResult {
  const { numUsers, numItems, batchSize, regularization, biasRegularization } = shape;
  const user = sideRows(scope, batch, 'user', numUsers, shape);
  const item = sideRows(scope, batch, 'item', numItems, shape);
  const dot = reduceSum(mul(user.factors, item.factors), [1]);
  const prediction = add(dot, reshape(add(user.biases, item.biases), [batchSize]));
  return penalizedSquares(batch, prediction, [
    [regularization, user.factors],
    [regularization, item.factors],
    [biasRegularization, user.biases],
    [biasRegularization, item.biases],
  ]);
}
