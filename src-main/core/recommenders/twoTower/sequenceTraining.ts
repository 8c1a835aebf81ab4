import type { Value } from '../../engine/graph.ts';
import { concat, gather, reshape, slice } from '../../engine/ops.ts';
import { adamW } from '../../engine/optimizers.ts';
import type { ParameterScope } from '../../engine/parameters.ts';
import { segmentInputs, segmentSums } from '../../engine/segments.ts';
import { type TrainingStep, trainingStep } from '../../engine/trainingStep.ts';
import { candidateTower, filmTables, wholeContent } from './candidateTower.ts';
import type { FilmInput } from './filmInputs.ts';
import { PROFILE_SIZE } from './profileInputs.ts';
import { maskCount, sequenceEncoder } from './sequenceEncoder.ts';
import type { TowerSettings } from './settings.ts';
import { sharedNegativesLoss } from './towerLosses.ts';

/** Entries of the plan that sums what a step says of each film: the films read, the answers, the negatives, in this order. */
export const sequencePlan = (settings: TowerSettings, numItems: number, batchSize: number) => {
  const { historyLength: length, negatives } = settings;
  return { name: 'films', size: { entries: batchSize * (2 * length + 1) + negatives, rows: numItems } };
};

/**
 * The step of attention over histories: at every place of B histories the next film is told from drawn negatives. Films read, films
 * asked for and negatives are rows of the candidate tower's vectors of the whole catalogue, so that what is learned of a film in one
 * role counts in the others.
 */
export function sequenceStep(
  settings: TowerSettings,
  numItems: number,
  batchSize: number,
  inputs: readonly FilmInput[],
  numRated: number,
): TrainingStep {
  const { embedSize: size, historyLength: length, negatives, blocks, layers } = settings;
  const content = wholeContent(inputs);
  const plan = sequencePlan(settings, numItems, batchSize);
  const places = batchSize * (length + 1);
  return trainingStep({
    name: 'two-tower-sequences',
    batch: {
      films: { dtype: 'int32', shape: [batchSize, length] },
      ratings: { dtype: 'float32', shape: [batchSize, length, 1] },
      answers: { dtype: 'int32', shape: [places] },
      weights: { dtype: 'float32', shape: [places] },
      negatives: { dtype: 'int32', shape: [negatives] },
      isKnown: { dtype: 'float32', shape: [numItems, 1] },
      ...(settings.demographics ? { profile: { dtype: 'float32', shape: [batchSize, PROFILE_SIZE] } as const } : {}),
      ...(settings.dropout > 0 ? { masks: { dtype: 'float32', shape: [batchSize, maskCount(blocks), size] } as const } : {}),
      ...segmentInputs(plan.name, plan.size),
    },
    optimizer: adamW({ weightDecay: settings.weightDecay, beta2: 0.98 }),
    forward(scope, batch) {
      const candidate = scope.within('candidate');
      const films = candidateTower(
        candidate,
        { ...filmTables(candidate, numItems, size), isKnown: batch['isKnown']!, content },
        { embedSize: size, layers },
      );
      const rows = pickedRows(scope, films.vectors, batch, plan.name);
      const queries = sequenceEncoder(
        scope.within('query'),
        { films: rows.films, ratings: batch['ratings']!, profile: batch['profile'], masks: batch['masks'] },
        settings,
      );
      const biasOf = (ids: Value) => gather(films.biases, ids);
      const loss = sharedNegativesLoss(
        reshape(queries, [places, size]),
        { vectors: rows.answers, biases: biasOf(batch['answers']!), ids: batch['answers']! },
        { vectors: rows.negatives, biases: biasOf(batch['negatives']!), ids: batch['negatives']! },
        batch['weights']!,
        numRated,
        settings,
      );
      return { loss };
    },
  });
}

/** Rows of the vectors for films read, answers and negatives, whose gradients are summed by one plan. */
function pickedRows(scope: ParameterScope, vectors: Value, batch: Readonly<Record<string, Value>>, name: string) {
  const [films, answers, negatives] = [batch['films']!, batch['answers']!, batch['negatives']!];
  const [batchSize, length] = films.shape as readonly [number, number];
  const size = vectors.shape[1]!;
  const picked = gather(vectors, concat([reshape(films, [batchSize * length]), answers, negatives], 0));
  scope.overrideGradient(picked, (g) => new Map([[vectors, segmentSums(g, name, batch)]]));
  const part = (from: number, count: number) => slice(picked, 0, from, from + count);
  const [numRead, numAnswers] = [batchSize * length, answers.shape[0]!];
  return {
    films: reshape(part(0, numRead), [batchSize, length, size]),
    answers: part(numRead, numAnswers),
    negatives: part(numRead + numAnswers, negatives.shape[0]!),
  };
}
