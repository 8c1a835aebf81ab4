import { DomainError } from '../../base/errors.ts';
import type { Rng } from '../../base/rng.ts';
import type { Tensor } from '../../engine/tensor.ts';
import type { TrainingStep } from '../../engine/trainingStep.ts';
import type { TrainingData } from '../recommender.ts';
import type { FilmInput } from './filmInputs.ts';
import { weightingFor } from './historyWeights.ts';
import { ratingBatches } from './ratingBatches.ts';
import { ratingStep } from './ratingTraining.ts';
import { sequenceBatch } from './sequenceBatches.ts';
import { sequenceStep } from './sequenceTraining.ts';
import type { TowerSettings } from './settings.ts';
import { peopleOfStep, subsetBatch, trainingPeople } from './subsetBatches.ts';
import { subsetStep } from './subsetTraining.ts';

/** A way to train the towers: one step as a graph, and what it is fed. */
export interface TowerTraining {
  readonly step: TrainingStep;
  readonly stepsPerEpoch: number;
  /** Ratings that an epoch's examples are made from, by step. */
  readonly examplesPerStep: number;
  readonly nextBatch: (step: number, rng: Rng) => Record<string, Tensor>;
}

/** @throws DomainError 'invalid-input' for settings that do not go together */
export function towerTraining(settings: TowerSettings, data: TrainingData, inputs: readonly FilmInput[]): TowerTraining {
  const numItems = data.matrix.numColumns;
  const people = trainingPeople(data);
  const weighting = weightingFor(settings, data.scale);
  const numPeople = people.users.length;
  if (numPeople === 0)
    throw new DomainError('invalid-input', 'Nobody in this data rated two films, so there is nothing to learn from. Choose other data.');
  const batchSize = Math.min(settings.batchSize, numPeople);
  const stepsPerEpoch = Math.ceil(numPeople / batchSize);
  const examplesPerStep = data.matrix.values.length / stepsPerEpoch;
  const filmDropout = inputs.length === 0 ? 0 : settings.filmDropout;
  const whole = { ...settings, filmDropout };
  if (settings.pooling === 'attention') {
    checkAttention(settings);
    return {
      step: sequenceStep(whole, numItems, batchSize, inputs, people.ratedFilms.length),
      stepsPerEpoch,
      examplesPerStep,
      nextBatch: (at, rng) =>
        sequenceBatch(people, data, peopleOfStep(numPeople, batchSize, at, rng), whole, weighting, rng.fork(`step ${at}`)),
    };
  }
  if (settings.loss !== 'full-softmax') {
    checkRatings(settings);
    const ratingsAStep = Math.min(settings.batchSize, data.matrix.values.length);
    const batches = ratingBatches(people, data, whole, weighting, ratingsAStep);
    return { ...batches, step: ratingStep(whole, numItems, ratingsAStep, inputs, people.ratedFilms.length), examplesPerStep: ratingsAStep };
  }
  if (settings.examples === 'next')
    throw new DomainError(
      'invalid-input',
      'The loss full-softmax over summed histories learns from random parts of them: set examples to subset, or choose another loss.',
      { setting: 'examples' },
    );
  const options = { numItems, batchSize, weighting, filmDropout, embedSize: settings.embedSize };
  return {
    step: subsetStep(whole, numItems, data.matrix.numRows, batchSize, inputs, people.ratedFilms),
    stepsPerEpoch,
    examplesPerStep,
    nextBatch: (at, rng) => subsetBatch(people, data, peopleOfStep(numPeople, batchSize, at, rng), options, rng.fork(`step ${at}`)),
  };
}

function checkRatings({ loss, negatives, userId }: TowerSettings): void {
  const refuse = (why: string) => {
    throw new DomainError('invalid-input', `The loss ${loss} over summed histories ${why}.`, { setting: 'loss' });
  };
  if (userId) refuse('reads histories alone: set userId to false, or choose full-softmax');
  if (negatives < 1 && loss !== 'sampled-softmax') refuse('compares with drawn films: set negatives to 1 or more, for example 512');
}

function checkAttention({ embedSize, heads, negatives, userId, loss, examples }: TowerSettings): void {
  const refuse = (why: string) => {
    throw new DomainError('invalid-input', `Pooling by attention ${why}.`, { setting: 'pooling' });
  };
  if (embedSize % heads !== 0) refuse(`needs embedSize to be a multiple of heads, and ${embedSize} is none of ${heads}`);
  if (loss === 'full-softmax') refuse('compares with drawn films: set loss to sampled-softmax, bpr or gbce');
  if (examples !== 'next') refuse('learns the next film from those before it: set examples to next');
  if (negatives < 1) refuse('compares with drawn films: set negatives to 1 or more, for example 512');
  if (userId) refuse('reads histories alone: set userId to false');
}
