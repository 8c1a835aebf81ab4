import type { Value } from '../../engine/graph.ts';
import { normal, zeros } from '../../engine/initializers.ts';
import { embeddingBag } from '../../engine/layers/embedding.ts';
import {
  add,
  concat,
  exp,
  expand,
  filled,
  gather,
  gatherElements,
  logSoftmax,
  matMul,
  mul,
  reduceSum,
  reshape,
  scatterElements,
  slice,
  sub,
  transpose,
} from '../../engine/ops.ts';
import { adamW } from '../../engine/optimizers.ts';
import type { ParameterScope } from '../../engine/parameters.ts';
import { segmentInputs, segmentSums } from '../../engine/segments.ts';
import { type TrainingStep, trainingStep } from '../../engine/trainingStep.ts';
import { type Candidates, candidateTower, wholeContent } from './candidateTower.ts';
import type { FilmInput } from './filmInputs.ts';
import { PROFILE_SIZE } from './profileInputs.ts';
import { queryTower } from './queryTower.ts';
import type { TowerSettings } from './settings.ts';
import { sharedNegativesLoss } from './towerLosses.ts';

/** How the gradients of the two tables are summed. */
export const ratingPlans = ({ historyLength, negatives }: TowerSettings, numItems: number, batchSize: number) => ({
  history: { name: 'history', size: { entries: batchSize * historyLength, rows: numItems } },
  films: { name: 'films', size: { entries: batchSize + negatives, rows: numItems } },
});

/**
 * The step of sampled losses over summed histories: B ratings, each with up to L films of the same person as its history. Without drawn
 * negatives the batch's own films are the candidates, corrected by how often each is rated (Yi et al. 2019).
 */
export function ratingStep(
  settings: TowerSettings,
  numItems: number,
  batchSize: number,
  inputs: readonly FilmInput[],
  numRated: number,
): TrainingStep {
  const { embedSize: size, historyLength: length, negatives, layers } = settings;
  const whole = wholeContent(inputs);
  const plans = ratingPlans(settings, numItems, batchSize);
  const numFilms = batchSize + negatives;
  return trainingStep({
    name: 'two-tower-ratings',
    batch: {
      history: { dtype: 'int32', shape: [batchSize, length] },
      historyWeights: { dtype: 'float32', shape: [batchSize, length] },
      films: { dtype: 'int32', shape: [numFilms] },
      isKnown: { dtype: 'float32', shape: [numFilms, 1] },
      ...(negatives > 0
        ? {}
        : { answers: { dtype: 'int32', shape: [batchSize] } as const, shift: { dtype: 'float32', shape: [batchSize] } as const }),
      ...(settings.demographics ? { profile: { dtype: 'float32', shape: [batchSize, PROFILE_SIZE] } as const } : {}),
      ...(settings.dropout > 0 ? { draws: { dtype: 'float32', shape: [batchSize, size] } as const } : {}),
      ...segmentInputs(plans.history.name, plans.history.size),
      ...segmentInputs(plans.films.name, plans.films.size),
    },
    optimizer: adamW({ weightDecay: settings.weightDecay }),
    forward(scope, batch) {
      const query = scope.within('query');
      const pooled = embeddingBag(query.within('history'), batch['history']!, batch['historyWeights']!, {
        rows: numItems,
        size,
        initializer: normal(0.05),
        plan: { name: plans.history.name, inputs: batch },
      });
      const queries = queryTower(
        query,
        { pooled: settings.history ? pooled : mul(pooled, 0), profile: batch['profile'], draws: batch['draws'] },
        settings,
      );
      const ids = batch['films']!;
      const candidate = scope.within('candidate');
      const content = new Map([...whole].map(([name, table]) => [name, gather(table, ids)]));
      const films = candidateTower(
        candidate,
        { ...ownRows(candidate, ids, numItems, size, batch, plans.films.name), isKnown: batch['isKnown']!, content },
        { embedSize: size, layers },
      );
      const part = (from: number, count: number) => ({
        vectors: slice(films.vectors, 0, from, from + count),
        biases: slice(films.biases, 0, from, from + count),
        ids: slice(ids, 0, from, from + count),
      });
      const weights = filled([batchSize], 1);
      const loss =
        negatives > 0
          ? sharedNegativesLoss(queries, part(0, batchSize), part(batchSize, negatives), weights, numRated, settings)
          : inBatchLoss(scope, queries, films, batch, settings.temperature);
      return { loss };
    },
  });
}

/**
 * Softmax over the batch's own films, -mean ln softmax(q V^T + b - ln Q)[answer]. A film that several rows ask for stands once among
 * the candidates: no row meets its own answer as a negative (an accidental hit), and Q is the probability that a batch holds the film
 * at all. Biases and corrections are one more number of every vector, so that scores come out of one product; the gradient, (softmax -
 * answer) / B, takes two passes over them.
 */
function inBatchLoss(
  scope: ParameterScope,
  queries: Value,
  films: Candidates,
  batch: Readonly<Record<string, Value>>,
  temperature: number,
): Value {
  const count = queries.shape[0]!;
  const answers = reshape(batch['answers']!, [count, 1]);
  const shift = add(mul(films.biases, 1 / temperature), reshape(batch['shift']!, [count, 1]));
  const scaled = concat([temperature === 1 ? queries : mul(queries, 1 / temperature), filled([count, 1], 1)], 1);
  const logits = matMul(scaled, transpose(concat([films.vectors, shift], 1)));
  const logs = logSoftmax(logits);
  const loss = mul(reduceSum(gatherElements(logs, answers, 1), [0, 1]), -1 / count);
  scope.overrideGradient(loss, (g) => {
    const share = mul(g, 1 / count);
    const shares = expand(reshape(sub(0, share), [1, 1]), [count, 1]);
    return new Map([[logits, scatterElements(mul(exp(logs), share), answers, shares, 1, 'add')]]);
  });
  return loss;
}

/** Own embeddings and biases of the batch's films, their gradients summed by one plan. */
function ownRows(
  scope: ParameterScope,
  ids: Value,
  numItems: number,
  size: number,
  batch: Readonly<Record<string, Value>>,
  plan: string,
): { own: Value; bias: Value } {
  const table = scope.declare('film.table', [numItems, size], normal(0.05));
  const biases = scope.declare('film.bias', [numItems, 1], zeros, { decays: false });
  const own = gather(table, ids);
  const bias = gather(biases, ids);
  scope.overrideGradient(own, (g) => new Map([[table, segmentSums(g, plan, batch)]]));
  scope.overrideGradient(bias, (g) => new Map([[biases, segmentSums(g, plan, batch)]]));
  return { own, bias };
}
