import { type Rng, shuffleInPlace } from '../../base/rng.ts';
import type { Tensor } from '../../engine/tensor.ts';
import { itemStatistics } from '../itemStatistics.ts';
import type { TrainingData } from '../recommender.ts';
import { historyWeight, type HistoryWeighting, type OrderedHistory, orderedHistory } from './historyWeights.ts';
import { PROFILE_SIZE, profilePlaces } from './profileInputs.ts';

/** Training people with at least two ratings, in the order of time. */
export interface TrainingPeople {
  readonly users: Int32Array;
  readonly histories: readonly OrderedHistory[];
  /** Films with a rating, rising: only these are held against an answer, for a film that nobody could rate was not passed over. */
  readonly ratedFilms: Int32Array;
}

export function trainingPeople({ matrix, timestamps }: TrainingData): TrainingPeople {
  const { rowOffsets, columnIndices, values } = matrix;
  const users: number[] = [];
  const histories: OrderedHistory[] = [];
  for (let user = 0; user < matrix.numRows; user++) {
    const [from, to] = [rowOffsets[user]!, rowOffsets[user + 1]!];
    if (to - from < 2) continue;
    users.push(user);
    histories.push(orderedHistory(columnIndices.subarray(from, to), values.subarray(from, to), timestamps.subarray(from, to)));
  }
  const { counts } = itemStatistics(matrix);
  const films = Int32Array.from({ length: matrix.numColumns }, (_, film) => film);
  return { users: Int32Array.from(users), histories, ratedFilms: films.filter((film) => counts[film]! > 0) };
}

/** Share of the people of a batch who are taken for newcomers, with at most this many films known. */
const NEWCOMERS = 0.2;
const NEWCOMER_FILMS = 12;
/** A profile is hidden from this share of the people, so that those who tell nothing are no strangers. */
const HIDDEN_PROFILES = 0.3;

export interface SubsetBatchOptions {
  readonly numItems: number;
  readonly batchSize: number;
  readonly weighting: HistoryWeighting;
  /** Share of films whose own embedding is hidden. */
  readonly filmDropout: number;
  readonly embedSize: number;
}

/**
 * The people of one step: each history is cut at random into what is known (30 to 90 %, or a few films for some) and what is to be guessed.
 * @returns `history` [B, films] weights of length 1, `targets` [B, films] that sum to 1 over the batch, `isKnown` [films, 1], and the
 * rest by name
 */
export function subsetBatch(
  people: TrainingPeople,
  data: TrainingData,
  chosen: Int32Array,
  { numItems, weighting, filmDropout, embedSize }: SubsetBatchOptions,
  rng: Rng,
): Record<string, Tensor> {
  const batchSize = chosen.length;
  const history = new Float32Array(batchSize * numItems);
  const targets = new Float32Array(batchSize * numItems);
  const profile = new Float32Array(batchSize * PROFILE_SIZE);
  const userIds = new Int32Array(batchSize);
  const userKept = new Float32Array(batchSize);
  let numTargets = 0;
  chosen.forEach((person, row) => {
    const user = people.users[person]!;
    const { items, ratings } = people.histories[person]!;
    const length = items.length;
    const isNewcomer = rng.uniform() < NEWCOMERS;
    const share = 0.3 + 0.6 * rng.uniform();
    const wanted = isNewcomer ? rng.integer(NEWCOMER_FILMS + 1) : Math.round(share * length);
    const known = Math.min(length - 1, wanted);
    const order = shuffleInPlace(
      Int32Array.from({ length }, (_, at) => at),
      rng,
    );
    const chosenPlaces = order.slice(0, known).sort();
    let squares = 0;
    chosenPlaces.forEach((place, at) => {
      const weight = historyWeight(weighting, ratings[place]!, known - 1 - at);
      history[row * numItems + items[place]!] = weight;
      squares += weight ** 2;
    });
    if (squares > 0) for (const place of chosenPlaces) history[row * numItems + items[place]!]! /= Math.sqrt(squares);
    for (let i = known; i < length; i++) targets[row * numItems + items[order[i]!]!] = 1;
    numTargets += length - known;
    const hidden = rng.uniform() < HIDDEN_PROFILES;
    const told = hidden ? { age: null, gender: null, occupation: null } : data.demographics[user]!;
    for (const place of profilePlaces(told)) profile[row * PROFILE_SIZE + place] = 1;
    userIds[row] = user;
    userKept[row] = rng.uniform() < 0.5 ? 1 : 0;
  });
  for (let i = 0; i < targets.length; i++) if (targets[i] !== 0) targets[i] = 1 / numTargets;
  const float = (shape: readonly number[], values: Float32Array): Tensor => ({ dtype: 'float32', shape, data: values });
  return {
    history: float([batchSize, numItems], history),
    targets: float([batchSize, numItems], targets),
    profile: float([batchSize, PROFILE_SIZE], profile),
    userIds: { dtype: 'int32', shape: [batchSize], data: userIds },
    userKept: float([batchSize, 1], userKept),
    isKnown: float(
      [numItems, 1],
      Float32Array.from({ length: numItems }, () => (rng.uniform() < filmDropout ? 0 : 1)),
    ),
    draws: float([batchSize, embedSize], uniforms(batchSize * embedSize, rng)),
  };
}

export function uniforms(length: number, rng: Rng): Float32Array {
  const draws = new Float32Array(length);
  for (let i = 0; i < length; i++) draws[i] = rng.nextUint32() / 2 ** 32;
  return draws;
}

/**
 * Which people make step `step`: every epoch is a shuffle of its own, and what an epoch lacks to a whole number of steps is taken from
 * its beginning.
 */
export function peopleOfStep(numPeople: number, batchSize: number, step: number, rng: Rng): Int32Array {
  const perEpoch = Math.ceil(numPeople / batchSize);
  const epoch = Math.floor(step / perEpoch);
  const order = shuffleInPlace(
    Int32Array.from({ length: numPeople }, (_, person) => person),
    rng.fork(`epoch ${epoch}`),
  );
  const from = (step % perEpoch) * batchSize;
  return Int32Array.from({ length: batchSize }, (_, i) => order[(from + i) % numPeople]!);
}
