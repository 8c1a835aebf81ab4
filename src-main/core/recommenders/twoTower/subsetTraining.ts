import { constant, type Value } from '../../engine/graph.ts';
import { zeros } from '../../engine/initializers.ts';
import { normal } from '../../engine/initializers.ts';
import { embedding } from '../../engine/layers/embedding.ts';
import { abs, add, cast, greater, logSoftmax, matMul, mul, reduceSum, sub, transpose } from '../../engine/ops.ts';
import { adamW } from '../../engine/optimizers.ts';
import type { ParameterScope } from '../../engine/parameters.ts';
import { type TrainingStep, trainingStep } from '../../engine/trainingStep.ts';
import { candidateTower, filmTables, scoresOf, wholeContent } from './candidateTower.ts';
import type { FilmInput } from './filmInputs.ts';
import { PROFILE_SIZE } from './profileInputs.ts';
import { queryTower } from './queryTower.ts';
import type { TowerSettings } from './settings.ts';

const HIDDEN = -1e4;

/**
 * The step of "full-softmax" over summed histories: the films that a person rated and did not show are guessed among the whole
 * catalogue at once,
 * -sum_i t_i ln softmax(q V^T + b)_i with what is known left out of the softmax (the multinomial likelihood of Liang et al. 2018,
 * equation 2) and so is what nobody rated, lest new films learn to be refused. Histories are a product of a [people, films] matrix with the table, which is faster here than any gather and scatter.
 */
export function subsetStep(
  settings: TowerSettings,
  numItems: number,
  numUsers: number,
  batchSize: number,
  inputs: readonly FilmInput[],
  ratedFilms: Int32Array,
): TrainingStep {
  const { embedSize, layers, temperature } = settings;
  const content = wholeContent(inputs);
  const neverRated = ratedFilms.length === numItems ? null : hiddenBut(ratedFilms, numItems);
  return trainingStep({
    name: 'two-tower-subset',
    batch: {
      history: { dtype: 'float32', shape: [batchSize, numItems] },
      targets: { dtype: 'float32', shape: [batchSize, numItems] },
      isKnown: { dtype: 'float32', shape: [numItems, 1] },
      ...(settings.demographics ? { profile: { dtype: 'float32', shape: [batchSize, PROFILE_SIZE] } as const } : {}),
      ...(settings.userId
        ? { userIds: { dtype: 'int32', shape: [batchSize] } as const, userKept: { dtype: 'float32', shape: [batchSize, 1] } as const }
        : {}),
      ...(settings.dropout > 0 ? { draws: { dtype: 'float32', shape: [batchSize, embedSize] } as const } : {}),
    },
    optimizer: adamW({ weightDecay: settings.weightDecay }),
    forward(scope, batch) {
      const history = batch['history']!;
      const query = scope.within('query');
      const candidate = scope.within('candidate');
      const pooled = pooledHistory(query, history, embedSize, settings.history);
      const queries = queryTower(
        query,
        { pooled, profile: batch['profile'], own: personalVectors(scope, batch, numUsers, embedSize), draws: batch['draws'] },
        settings,
      );
      const tables = filmTables(candidate, numItems, embedSize);
      const films = candidateTower(candidate, { ...tables, isKnown: batch['isKnown']!, content }, { embedSize, layers });
      const biases = neverRated === null ? films.biases : add(films.biases, neverRated);
      const scores = mul(scoresOf(queries, transpose(films.vectors), { ...films, biases }), 1 / temperature);
      const shown = cast(greater(abs(history), 0), 'float32');
      const likelihood = logSoftmax(add(scores, mul(shown, HIDDEN)));
      return { loss: sub(0, reduceSum(mul(likelihood, batch['targets']!), [0, 1])) };
    },
  });
}

/** [films, 1] HIDDEN but for `ratedFilms`. */
function hiddenBut(ratedFilms: Int32Array, numItems: number): Value {
  const data = new Float32Array(numItems).fill(HIDDEN);
  for (const film of ratedFilms) data[film] = 0;
  return constant({ dtype: 'float32', shape: [numItems, 1], data });
}

/** history [B, films] x table [films, d]; zeros where histories are not read. */
function pooledHistory(scope: ParameterScope, history: Value, embedSize: number, isRead: boolean): Value {
  const table = scope.declare('history.table', [history.shape[1]!, embedSize], normal(0.05));
  const pooled = matMul(history, table);
  return isRead ? pooled : mul(pooled, 0);
}

function personalVectors(
  scope: ParameterScope,
  batch: Readonly<Record<string, Value>>,
  numUsers: number,
  embedSize: number,
): Value | undefined {
  const ids = batch['userIds'];
  if (ids === undefined) return undefined;
  // Nobody stands twice in a batch, so the general gradient adds nothing twice.
  return mul(embedding(scope.within('person'), ids, { rows: numUsers, size: embedSize, initializer: zeros }), batch['userKept']!);
}
