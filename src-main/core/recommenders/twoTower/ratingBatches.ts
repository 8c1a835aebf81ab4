import { type Rng, shuffleInPlace } from '../../base/rng.ts';
import { planSegments } from '../../engine/segments.ts';
import type { Tensor } from '../../engine/tensor.ts';
import { itemStatistics } from '../itemStatistics.ts';
import type { TrainingData } from '../recommender.ts';
import { historyWeight, type HistoryWeighting } from './historyWeights.ts';
import { PROFILE_SIZE, profilePlaces } from './profileInputs.ts';
import { ratingPlans } from './ratingTraining.ts';
import type { TowerSettings } from './settings.ts';
import { type TrainingPeople, uniforms } from './subsetBatches.ts';

const HIDDEN_PROFILES = 0.3;
const HIDDEN = -1e9;

/** The order of one epoch: which rating is asked when, and, in "subset", the order of every person's films. */
interface Epoch {
  readonly number: number;
  /** Places in the flat list of all ratings. */
  readonly order: Int32Array;
  /** For every place, the place in its person's history that stands there. */
  readonly shuffled: Int32Array;
}

/**
 * Batches of ratings. A history of "subset" is the films that follow the asked one in a shuffle of the person's films, made anew every
 * epoch; of "next", those rated before it.
 */
export function ratingBatches(
  people: TrainingPeople,
  data: TrainingData,
  settings: TowerSettings,
  weighting: HistoryWeighting,
  batchSize: number,
): { readonly stepsPerEpoch: number; readonly nextBatch: (step: number, rng: Rng) => Record<string, Tensor> } {
  const numItems = data.matrix.numColumns;
  const offsets = new Int32Array(people.users.length + 1);
  people.histories.forEach(({ items }, person) => (offsets[person + 1] = offsets[person]! + items.length));
  const total = offsets.at(-1)!;
  const personOf = new Int32Array(total);
  for (let person = 0; person < people.users.length; person++) personOf.fill(person, offsets[person], offsets[person + 1]);
  const { counts } = itemStatistics(data.matrix);
  // ln of the probability that a batch holds a film, 1 - (1 - p)^B.
  const logPresence = Float64Array.from(counts, (count) =>
    Math.log(-Math.expm1(batchSize * Math.log1p(-Math.min(0.5, Math.max(1, count) / total)))),
  );
  const firstPlace = new Int32Array(numItems);
  const stepsPerEpoch = Math.ceil(total / batchSize);
  let epoch: Epoch | null = null;

  function epochOf(number: number, rng: Rng): Epoch {
    if (epoch?.number === number) return epoch;
    const drawing = rng.fork(`epoch ${number}`);
    const shuffled = new Int32Array(total);
    for (let person = 0; person < people.users.length; person++) {
      const [from, to] = [offsets[person]!, offsets[person + 1]!];
      for (let at = from; at < to; at++) shuffled[at] = at - from;
      if (settings.examples === 'subset') shuffleInPlace(shuffled.subarray(from, to), drawing);
    }
    const order = shuffleInPlace(
      Int32Array.from({ length: total }, (_, at) => at),
      drawing,
    );
    epoch = { number, order, shuffled };
    return epoch;
  }

  return {
    stepsPerEpoch,
    nextBatch(step, rng) {
      const { order, shuffled } = epochOf(Math.floor(step / stepsPerEpoch), rng);
      const first = (step % stepsPerEpoch) * batchSize;
      return batchOf(
        Int32Array.from({ length: batchSize }, (_, i) => order[(first + i) % total]!),
        shuffled,
        rng.fork(`step ${step}`),
      );
    },
  };

  function batchOf(asked: Int32Array, shuffled: Int32Array, rng: Rng): Record<string, Tensor> {
    const { historyLength: length, negatives, filmDropout, embedSize, examples } = settings;
    const plans = ratingPlans(settings, numItems, batchSize);
    const history = new Int32Array(batchSize * length);
    const weights = new Float32Array(batchSize * length);
    const rowOf = new Int32Array(batchSize * length).fill(-1);
    const sourceOf = new Int32Array(batchSize * length);
    const films = new Int32Array(batchSize + negatives);
    const profile = new Float32Array(batchSize * PROFILE_SIZE);
    asked.forEach((place, row) => {
      const person = personOf[place]!;
      const from = offsets[person]!;
      const { items, ratings } = people.histories[person]!;
      const at = place - from;
      films[row] = items[shuffled[place]!]!;
      const count = Math.min(length, examples === 'next' ? at : items.length - 1);
      let squares = 0;
      for (let i = 0; i < count; i++) {
        const other = shuffled[from + ((at + (examples === 'next' ? -1 - i : 1 + i) + items.length) % items.length)]!;
        const weight = historyWeight(weighting, ratings[other]!, i);
        history[row * length + i] = rowOf[row * length + i] = items[other]!;
        sourceOf[row * length + i] = row;
        weights[row * length + i] = weight;
        squares += weight ** 2;
      }
      if (squares > 0) for (let i = 0; i < count; i++) weights[row * length + i]! /= Math.sqrt(squares);
      const isHidden = rng.uniform() < HIDDEN_PROFILES;
      const told = isHidden ? { age: null, gender: null, occupation: null } : data.demographics[people.users[person]!]!;
      for (const one of profilePlaces(told)) profile[row * PROFILE_SIZE + one] = 1;
    });
    for (let i = 0; i < negatives; i++) films[batchSize + i] = people.ratedFilms[rng.integer(people.ratedFilms.length)]!;
    const float = (shape: readonly number[], values: Float32Array): Tensor => ({ dtype: 'float32', shape, data: values });
    const isKnown = Float32Array.from(films, () => (filmDropout > 0 && rng.uniform() < filmDropout ? 0 : 1));
    return {
      history: { dtype: 'int32', shape: [batchSize, length], data: history },
      historyWeights: float([batchSize, length], weights),
      films: { dtype: 'int32', shape: [films.length], data: films },
      isKnown: float([films.length, 1], isKnown),
      ...inBatch(films),
      profile: float([batchSize, PROFILE_SIZE], profile),
      ...(settings.dropout > 0 ? { draws: float([batchSize, embedSize], uniforms(batchSize * embedSize, rng)) } : {}),
      ...planSegments(plans.history.name, plans.history.size, { rowOf, sourceOf, weights }),
      ...planSegments(plans.films.name, plans.films.size, { rowOf: films }),
    };
  }

  /** Where each row's answer stands among the candidates, and what is added to their scores: a film's second place is hidden. */
  function inBatch(films: Int32Array): Record<string, Tensor> {
    const answers = new Int32Array(batchSize);
    const shift = new Float32Array(batchSize);
    firstPlace.fill(-1);
    for (let row = 0; row < batchSize; row++) {
      const film = films[row]!;
      const isFirst = firstPlace[film] === -1;
      if (isFirst) firstPlace[film] = row;
      answers[row] = firstPlace[film]!;
      shift[row] = isFirst ? -logPresence[film]! : HIDDEN;
    }
    return {
      answers: { dtype: 'int32', shape: [batchSize], data: answers },
      shift: { dtype: 'float32', shape: [batchSize], data: shift },
    };
  }
}
