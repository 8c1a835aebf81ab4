import type { Rng } from '../../base/rng.ts';
import { planSegments } from '../../engine/segments.ts';
import type { Tensor } from '../../engine/tensor.ts';
import type { TrainingData } from '../recommender.ts';
import type { HistoryWeighting } from './historyWeights.ts';
import { PROFILE_SIZE, profilePlaces } from './profileInputs.ts';
import { maskCount } from './sequenceEncoder.ts';
import { sequencePlan } from './sequenceTraining.ts';
import type { TowerSettings } from './settings.ts';
import type { TrainingPeople } from './subsetBatches.ts';

/** A profile is hidden from this share of the people. */
const HIDDEN_PROFILES = 0.3;

/**
 * The inputs of one sequenceStep: a window of each chosen person's history, ending anywhere where it is longer than fits, and drawn
 * negatives.
 */
export function sequenceBatch(
  people: TrainingPeople,
  data: TrainingData,
  chosen: Int32Array,
  settings: TowerSettings,
  { middle, halfWidth }: HistoryWeighting,
  rng: Rng,
): Record<string, Tensor> {
  const { historyLength: length, negatives: numNegatives, embedSize, blocks } = settings;
  const numItems = data.matrix.numColumns;
  const batchSize = chosen.length;
  const films = new Int32Array(batchSize * length);
  const ratings = new Float32Array(batchSize * length);
  const answers = new Int32Array(batchSize * (length + 1));
  const weights = new Float32Array(batchSize * (length + 1));
  const profile = new Float32Array(batchSize * PROFILE_SIZE);
  const plan = sequencePlan(settings, numItems, batchSize);
  const rowOf = new Int32Array(plan.size.entries).fill(-1);
  chosen.forEach((person, row) => {
    const user = people.users[person]!;
    const history = people.histories[person]!;
    const spare = history.items.length - (length + 1);
    // Half of the windows are the latest one: what comes next is asked at the end of a history.
    const from = spare <= 0 ? 0 : rng.uniform() < 0.5 ? spare : rng.integer(spare + 1);
    const count = Math.min(length + 1, history.items.length);
    for (let at = 0; at < count; at++) {
      const item = history.items[from + at]!;
      const place = row * (length + 1) + at;
      answers[place] = item;
      weights[place] = 1;
      rowOf[batchSize * length + place] = item;
      // The start token of a window that begins in the middle of a history knows nothing of what to say.
      if (at === 0 && from > 0) weights[place] = 0;
      if (at === length) continue;
      films[row * length + at] = item;
      ratings[row * length + at] = (history.ratings[from + at]! - middle) / halfWidth;
      rowOf[row * length + at] = item;
    }
    const told = rng.uniform() < HIDDEN_PROFILES ? { age: null, gender: null, occupation: null } : data.demographics[user]!;
    for (const place of profilePlaces(told)) profile[row * PROFILE_SIZE + place] = 1;
  });
  const negatives = Int32Array.from({ length: numNegatives }, () => people.ratedFilms[rng.integer(people.ratedFilms.length)]!);
  rowOf.set(negatives, batchSize * (2 * length + 1));
  const keep = 1 - settings.dropout;
  const float = (shape: readonly number[], values: Float32Array): Tensor => ({ dtype: 'float32', shape, data: values });
  const masks = () =>
    Float32Array.from({ length: batchSize * maskCount(blocks) * embedSize }, () => (rng.nextUint32() < keep * 2 ** 32 ? 1 / keep : 0));
  return {
    films: { dtype: 'int32', shape: [batchSize, length], data: films },
    ratings: float([batchSize, length, 1], ratings),
    answers: { dtype: 'int32', shape: [batchSize * (length + 1)], data: answers },
    weights: float([batchSize * (length + 1)], weights),
    negatives: { dtype: 'int32', shape: [numNegatives], data: negatives },
    isKnown: float(
      [numItems, 1],
      Float32Array.from({ length: numItems }, () => (rng.uniform() < settings.filmDropout ? 0 : 1)),
    ),
    profile: float([batchSize, PROFILE_SIZE], profile),
    masks: float([batchSize, maskCount(blocks), embedSize], settings.dropout > 0 ? masks() : new Float32Array(0)),
    ...planSegments(plan.name, plan.size, { rowOf }),
  };
}
