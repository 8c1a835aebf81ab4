import { createRng } from '../base/rng.ts';
import type { Dataset } from '../data/interactions.ts';
import { rowsByUser, selectRows, splitRows, userFolds } from '../data/splitting.ts';
import { type Calibration, type CalibrationSample, fitCalibration, meanOf } from './calibration.ts';
import { itemStatistics } from './itemStatistics.ts';
import type { FitContext, FittedRecommender, Hyperparameters, Person, RecommenderDefinition, TrainingData } from './recommender.ts';
import { trainedPerson, trainingDataOf } from './trainingData.ts';

/** What the data says of people that a model was trained with: a tenth of the given rows is held back and predicted. */
export async function calibrateOnRows(
  definition: RecommenderDefinition,
  hyperparameters: Hyperparameters,
  dataset: Dataset,
  rows: Int32Array,
  context: () => FitContext,
): Promise<Calibration> {
  const inner = splitRows(selectRows(dataset.interactions, rows), 0.1, createRng(context().rng.state().seed, 'calibration'));
  const rowsOf = (chosen: Int32Array) => chosen.map((row) => rows[row]);
  const data = trainingDataOf(dataset, rowsOf(inner.train));
  const fitted = await definition.fit(data, hyperparameters, context());
  const held = rowsOf(inner.test);
  const samples: CalibrationSample[] = [];
  const counts = itemStatistics(data.matrix).counts;
  rowsByUser(selectRows(dataset.interactions, held), dataset.users.size).forEach((ofUser, user) => {
    if (ofUser.length > 0) samples.push(...samplesOf(fitted, trainedPerson(data, user), dataset, held, ofUser, counts));
  });
  return fitCalibration(samples, itemStatistics(trainingDataOf(dataset, rows).matrix).counts);
}

/** How many ratings a newcomer has given when the model is asked. */
const historyLengths = [3, 5, 8, 12, 20, 30, 50, 100] as const;

/**
 * The same for people whom the model has never met, which is how the app uses a shipped model: a fifth of the users is held out, each is
 * folded in with a history of random length, and the rest of their ratings is predicted.
 * @returns two halves of the held-out people: one to calibrate on, one to check on.
 */
export async function newcomerSamples(
  definition: RecommenderDefinition,
  hyperparameters: Hyperparameters,
  dataset: Dataset,
  context: () => FitContext,
): Promise<{ readonly calibrate: CalibrationSample[]; readonly check: CalibrationSample[] }> {
  const rng = createRng(context().rng.state().seed, 'newcomers');
  const newcomers = userFolds(dataset.users.size, 5, rng)[0];
  const isNewcomer = new Set(newcomers);
  const allRows = Int32Array.from(dataset.interactions.ratings.keys());
  const data: TrainingData = trainingDataOf(
    dataset,
    allRows.filter((row) => !isNewcomer.has(dataset.interactions.userIndices[row])),
  );
  const fitted = await definition.fit(data, hyperparameters, context());
  const counts = itemStatistics(data.matrix).counts;
  const rows = rowsByUser(dataset.interactions, dataset.users.size);
  const halves = { calibrate: [] as CalibrationSample[], check: [] as CalibrationSample[] };
  newcomers.forEach((user, at) => {
    const drawing = rng.fork(user);
    const own = Int32Array.from(rows[user]);
    for (let i = own.length - 1; i > 0; i--) {
      const j = drawing.integer(i + 1);
      [own[i], own[j]] = [own[j], own[i]];
    }
    const length = Math.min(historyLengths[drawing.integer(historyLengths.length)], Math.floor(own.length / 2));
    const known = selectRows(dataset.interactions, own.slice(0, length));
    const person: Person = {
      itemIndices: known.itemIndices,
      ratings: known.ratings,
      demographics: dataset.demographics[user],
      userIndex: null,
    };
    // At most 50 of each person, so that nobody's taste weighs more than that.
    const asked = own.slice(length, length + 50);
    const samples = samplesOf(fitted, person, dataset, asked, Int32Array.from(asked.keys()), counts);
    halves[at % 2 === 0 ? 'calibrate' : 'check'].push(...samples);
  });
  return halves;
}

function samplesOf(
  fitted: FittedRecommender,
  person: Person,
  dataset: Dataset,
  rows: Int32Array,
  chosen: Int32Array,
  counts: Float32Array,
): CalibrationSample[] {
  const stars = fitted.stars?.(fitted.foldIn(person));
  if (stars === undefined || person.ratings.length === 0) return [];
  const userMean = meanOf(person.ratings);
  return Array.from(chosen, (at) => {
    const item = dataset.interactions.itemIndices[rows[at]];
    return {
      stars: stars[item],
      rating: dataset.interactions.ratings[rows[at]],
      itemCount: counts[item],
      userCount: person.ratings.length,
      userMean,
    };
  });
}
