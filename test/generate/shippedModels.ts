import { mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createHash } from 'node:crypto';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { silentLogger } from '../../src-main/core/base/logger.ts';
import { ignoreProgress } from '../../src-main/core/base/progress.ts';
import { datasetOverCatalogue, unionOfDatasets } from '../../src-main/core/data/datasetUnion.ts';
import type { Dataset, FilmFacts } from '../../src-main/core/data/interactions.ts';
import { withRepeatedUsers } from '../../src-main/core/data/repeatedUsers.ts';
import { createRng } from '../../src-main/core/base/rng.ts';
import { createRuntime } from '../../src-main/core/engine/createRuntime.ts';
import { withTruncation } from '../../src-main/core/evaluation/easeTruncation.ts';
import { storedCard } from '../../src-main/core/recommenders/modelCard.ts';
import { int32, withHalves } from '../../src-main/core/recommenders/modelTensors.ts';
import { questionList } from '../../src-main/core/recommenders/questionList.ts';
import type { Hyperparameters, RecommenderName } from '../../src-main/core/recommenders/recommender.ts';
import { recommenderDefinitions } from '../../src-main/core/recommenders/registry.ts';
import { trainModel } from '../../src-main/core/recommenders/training.ts';
import { trainingDataOf } from '../../src-main/core/recommenders/trainingData.ts';
import { openDatasetStore } from '../../src-main/core/storage/datasetStore.ts';
import { withShippedVectors } from '../../src-main/core/storage/filmEmbeddings.ts';
import { saveModel } from '../../src-main/core/storage/modelStore.ts';
import { sharedData } from '../helpers/sharedData.ts';

/**
 * Trains the models that ship, on the union of MovieLens 1M and latest-small over the shipped catalogue:
 *
 *     node test/generate/shippedModels.ts [NAME...]
 *
 * Takes a few minutes on two cores. The MovieLens files must lie at ../shared/data (or MARQUEE_SHARED_DATA). Times differ from run to run; the
 * tensors do not.
 */
const terms =
  'MovieLens 1M and MovieLens latest-small (GroupLens, University of Minnesota): no commercial or revenue-bearing use without permission, publications must cite Harper and Konstan, "The MovieLens Datasets", TiiS 2015, no endorsement implied.';

/** On newcomers of latest-small, six times was better than once and than latest-small alone; see models/README.md. */
const RECENT_PEOPLE_TIMES = 6;
const RECENT_NOTE = 'Each person of latest-small counts six times, so that newer films are known as well as older ones.';

interface Shipped {
  /** On top of the presets: what keeps the file small. */
  readonly hyperparameters?: Hyperparameters;
  /** How often each person of latest-small counts in the fit: those rate the films of today, the others stopped in 2003. */
  readonly recentPeopleTimes?: number;
  /** Tensors stored at half precision. */
  readonly halves: readonly string[];
  readonly notes: readonly string[];
}

const shipped: Readonly<Partial<Record<RecommenderName, Shipped>>> = {
  popularity: {
    halves: [],
    notes: [
      'Holds how often each film got each rating, and the films that newcomers are best asked about (people of latest-small count six times there).',
    ],
  },
  'highest-rated': { halves: [], notes: [] },
  demographic: {
    halves: ['groupMeans'],
    notes: [
      'Means and counts of groups of at least 30 people by age, gender, occupation, and age with gender; a film with fewer than 5 ratings in a group counts as unrated there.',
      'Only the people of MovieLens 1M told their age, gender and occupation, about the year 2000 and mostly in the United States.',
    ],
  },
  bias: { halves: [], notes: [] },
  'item-knn': {
    hyperparameters: { scoreNeighbours: 40, starsWidth: 40, starsDamping: 1 },
    halves: ['scoreSimilarities', 'starsSimilarities'],
    notes: ['Keeps the 40 nearest films for the ranking and the 40 nearest for the stars.'],
  },
  ease: {
    hyperparameters: { weightsPerItem: 100 },
    recentPeopleTimes: RECENT_PEOPLE_TIMES,
    halves: ['weights'],
    notes: ['Keeps the 100 strongest weights of each film.', RECENT_NOTE],
  },
  als: { halves: ['itemFactors'], notes: [] },
  'two-tower': {
    hyperparameters: { embedSize: 64, filmDropout: 0.2 },
    halves: ['query.history.table', 'candidate.film.table', 'vectors'],
    notes: ['Reads age, gender and occupation, the films that a person rated and how, and what is known of the films.'],
  },
  ials: {
    hyperparameters: { factors: 64 },
    recentPeopleTimes: RECENT_PEOPLE_TIMES,
    halves: ['itemFactors'],
    notes: ['64 factors: 128 are no better for newcomers.', RECENT_NOTE],
  },
};

const { positionals } = parseArgs({ allowPositionals: true });
const names = (positionals.length > 0 ? positionals : Object.keys(shipped)) as RecommenderName[];
const models = join(import.meta.dirname, '../../models');
const { dataset, films, recentPeople } = await unionOverCatalogue();
const runtime = await createRuntime('cpu', { threads: 2 });
try {
  for (const name of names) await ship(name, dataset);
} finally {
  await runtime.dispose();
}
console.error(`${films.length} films in the catalogue`);

async function ship(name: RecommenderName, data: Dataset): Promise<void> {
  const recipe = shipped[name];
  if (recipe === undefined) throw new Error(`${name} does not ship`);
  const { hyperparameters = {}, recentPeopleTimes = 1, halves, notes } = recipe;
  if (recentPeopleTimes > 1 && recommenderDefinitions[name].predictsStars)
    throw new Error('a person who counts twice cannot be held out for calibration');
  const trained = await trainModel(withRepeatedUsers(data, recentPeople, recentPeopleTimes), name, {
    hyperparameters,
    seed: 1,
    runtime,
    clock: Date.now,
    logger: silentLogger,
    reportProgress: ignoreProgress,
  });
  if (trained.manifest.holdsUsers) throw new Error(`${name} holds rows of people and must not ship`);
  const fit = { rng: createRng(1, 'fit'), runtime, logger: silentLogger, reportProgress: ignoreProgress };
  const { users, ratings } = { users: data.users.size, ratings: data.interactions.ratings.length };
  const card = await withTruncation({ ...trained.manifest, data: { ...trained.manifest.data, users, ratings } }, data, fit);
  // Counts are of the people as they are; what newcomers are asked about hears the recent people more.
  const recent = () => trainingDataOf(withRepeatedUsers(data, recentPeople, RECENT_PEOPLE_TIMES)).matrix;
  const questions = () => int32(questionList(recent(), createRng(1, 'questions')));
  const tensors = name === 'popularity' ? { ...trained.tensors, questions: questions() } : trained.tensors;
  const command = `node test/generate/shippedModels.ts ${name}`;
  mkdirSync(join(models, name), { recursive: true });
  const said = name === 'two-tower' ? [...notes, readFeatures(data)] : notes;
  const manifest = saveModel(join(models, name), storedCard(card, { terms, command, notes: said }), withHalves(tensors, halves));
  console.error(`${name}: ${(manifest.sizeBytes / 1e6).toFixed(2)} MB, fit ${(trained.manifest.fitMs / 1000).toFixed(1)} s`, card.metrics);
}

/** Which features of films there were to learn from. */
function readFeatures({ features = {} }: Dataset): string {
  const kinds = { people: 'director and cast', tags: 'tags', text: 'plot embeddings', poster: 'poster embeddings' } as const;
  const keys = Object.keys(kinds) as (keyof typeof kinds)[];
  const listed = (wanted: boolean) =>
    keys
      .filter((key) => (features[key] !== undefined) === wanted)
      .map((key) => kinds[key])
      .join(', ') || 'none';
  return `Of films, besides number, genres and year: ${listed(true)}. Absent: ${listed(false)}.`;
}

/** Both data sets over the films of the shipped catalogue (those of latest-small, rated or not). */
async function unionOverCatalogue(): Promise<{ dataset: Dataset; films: FilmFacts[]; recentPeople: number[] }> {
  const folder = mkdtempSync(join(tmpdir(), 'marquee-ship-'));
  const store = openDatasetStore(folder);
  try {
    const loaded: Dataset[] = [];
    for (const name of ['ml-latest-small', 'ml-1m']) {
      await store.importDataset({ path: join(sharedData, name), name }, { clock: Date.now, logger: silentLogger });
      loaded.push(store.load(name));
    }
    const listed = store.films('ml-latest-small').map(({ id, title, year, genres }): FilmFacts => ({ id, title, year, genres }));
    const sha256 = createHash('sha256')
      .update(loaded.map((part) => part.sha256).join('+'))
      .digest('hex');
    const shippedIds = new Set(
      readFileSync(join(import.meta.dirname, '../../resources/catalogue/movies.csv'), 'utf8')
        .split(/\r?\n/)
        .slice(1)
        .map((line) => Number.parseInt(line, 10)),
    );
    const inCatalogue = listed.filter(({ id }) => shippedIds.has(id));
    const union = datasetOverCatalogue(unionOfDatasets(loaded, 'ml-latest-small+ml-1m', sha256), inCatalogue);
    const ids = inCatalogue.map(({ id }) => id);
    const features = withShippedVectors(union.features, ids, models);
    return {
      dataset: { ...union, ...(features === undefined ? {} : { features }) },
      films: inCatalogue,
      // The people of the first part keep their places in the union.
      recentPeople: [...Array(loaded[0]!.users.size).keys()],
    };
  } finally {
    store.close();
    rmSync(folder, { recursive: true, force: true });
  }
}
