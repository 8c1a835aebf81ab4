import { normal, zeros } from '../../engine/initializers.ts';
import type { Value } from '../../engine/graph.ts';
import { add, mul, reduceSum, reshape, slice, softplus, sub } from '../../engine/ops.ts';
import { sgd } from '../../engine/optimizers.ts';
import type { ParameterScope } from '../../engine/parameters.ts';
import { segmentInputs } from '../../engine/segments.ts';
import { type Batch, type ForwardResult, type TrainingStep, trainingStep } from '../../engine/trainingStep.ts';
import { dampedEmbedding } from '../sgdMf/dampedEmbedding.ts';

export interface BprShape {
  readonly numUsers: number;
  readonly numItems: number;
  readonly factors: number;
  /** Pairs of one step. */
  readonly batchSize: number;
  /** lambda of the factors and of the films' biases. */
  readonly regularization: number;
  readonly biasRegularization: number;
  readonly initStddev: number;
}

/**
 * One step of stochastic gradient descent over pairs of a watched film i and an unwatched film j on
 *
 *   sum -ln sigma(x_ui - x_uj) + 1/2 lambda (|p_u|^2 + |q_i|^2 + |q_j|^2) + 1/2 lambda_b (b_i^2 + b_j^2),  x_ui = p_u . q_i + b_i
 *
 * (Rendle et al. 2009, equation 4 and section 5.1), a sum as in factorizationStep.
 *
 * Batch: users [n]; items [2 n], first all i, then all j; present [n]; userDamping [n, 1], itemDamping and itemBiasDamping [2 n, 1]; the
 * plans byUser and byItem.
 */
export function bprStep(shape: BprShape): TrainingStep {
  const { numUsers, numItems, batchSize } = shape;
  return trainingStep({
    name: 'bpr',
    batch: {
      users: { dtype: 'int32', shape: [batchSize] },
      items: { dtype: 'int32', shape: [2 * batchSize] },
      present: { dtype: 'float32', shape: [batchSize] },
      userDamping: { dtype: 'float32', shape: [batchSize, 1] },
      itemDamping: { dtype: 'float32', shape: [2 * batchSize, 1] },
      itemBiasDamping: { dtype: 'float32', shape: [2 * batchSize, 1] },
      ...segmentInputs('byUser', { entries: batchSize, rows: numUsers }),
      ...segmentInputs('byItem', { entries: 2 * batchSize, rows: numItems }),
    },
    optimizer: sgd(),
    forward: (scope, batch) => forward(scope, batch, shape),
  });
}

function forward(scope: ParameterScope, batch: Batch, shape: BprShape): ForwardResult {
  const { numUsers, numItems, factors, batchSize, regularization, biasRegularization, initStddev } = shape;
  const rows = (name: string, ids: Value, damping: Value, plan: string, count: number, size: number) =>
    dampedEmbedding(scope.within(name), ids, damping, {
      rows: count,
      size,
      initializer: size === 1 ? zeros : normal(initStddev),
      plan: { name: plan, inputs: batch },
    });
  const users = rows('user', batch['users']!, batch['userDamping']!, 'byUser', numUsers, factors);
  const items = rows('item', batch['items']!, batch['itemDamping']!, 'byItem', numItems, factors);
  const biases = rows('itemBias', batch['items']!, batch['itemBiasDamping']!, 'byItem', numItems, 1);
  const present = batch['present']!;
  /** Watched less unwatched, [n, width]. */
  const difference = (x: Value) => sub(slice(x, 0, 0, batchSize), slice(x, 0, batchSize, 2 * batchSize));
  const total = (perPair: Value) => reduceSum(mul(perPair, present), [0]);
  const margin = add(reduceSum(mul(users, difference(items)), [1]), reshape(difference(biases), [batchSize]));
  const ranking = total(softplus(sub(0, margin)));
  const squares = (x: Value) => reduceSum(mul(x, x), [1]);
  const ofBoth = (x: Value) => add(squares(slice(x, 0, 0, batchSize)), squares(slice(x, 0, batchSize, 2 * batchSize)));
  const factorPenalty = mul(total(add(squares(users), ofBoth(items))), 0.5 * regularization);
  const biasPenalty = mul(total(ofBoth(biases)), 0.5 * biasRegularization);
  return { loss: add(ranking, add(factorPenalty, biasPenalty)), metrics: { ranking, pairs: reduceSum(present, [0]) } };
}
