import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { imageEncoderName } from '../../src-main/compute/embedPosters.ts';
import { createRng, shuffleInPlace } from '../../src-main/core/base/rng.ts';
import { decodePlanes } from '../../src-main/core/diffusion/imageCodec.ts';
import { genreFigures, meanOf } from '../../src-main/core/embedding/genreMetrics.ts';
import { genreTargets, posterGenres } from '../../src-main/core/embedding/posterGenres.ts';
import { OWN_SIZE, ownNetwork, type PosterNetwork, pretrainedNetwork } from '../../src-main/core/embedding/posterNetworks.ts';
import { answerPosters, type PosterExamples, trainPosterNetwork } from '../../src-main/core/embedding/posterTraining.ts';
import { createRuntime } from '../../src-main/core/engine/createRuntime.ts';
import { withHalves } from '../../src-main/core/recommenders/modelTensors.ts';
import { type DatasetStore, openDatasetStore } from '../../src-main/core/storage/datasetStore.ts';
import { openCheckpointStore } from '../../src-main/core/storage/checkpointStore.ts';
import { contentHash, openEmbeddingCache } from '../../src-main/core/storage/embeddingCache.ts';
import { saveModel } from '../../src-main/core/storage/modelStore.ts';

/**
 * Trains the two poster encoders that ship: genres from posters, once over the features of the encoder pretrained on ImageNet, once from scratch.
 *
 *     node test/generate/posterEncoders.ts --data-dir DIR [--network pretrained|own] [--limit N]
 *
 * DIR is a data folder into which ml-latest-small and ml-1m were imported with posters, and whose posters were embedded (`marquee embed`).
 * Films are split 80/10/10 by seed: the middle tenth chose the settings, the last tenth gives the figures of the card.
 */
const recipes = {
  pretrained: { epochs: 15, batch: 128, learningRate: 3e-3, weightDecay: 0.1, dropout: 0.5, mirrors: false },
  own: { epochs: 8, batch: 64, learningRate: 3e-3, weightDecay: 0.05, dropout: 0, mirrors: true },
} as const;
const seed = 1;
const terms =
  'Weights only. Learned from posters, which are their owners’ artwork and are not part of this, and from genres of MovieLens (GroupLens, University of Minnesota): no commercial or revenue-bearing use without permission, publications must cite Harper and Konstan, "The MovieLens Datasets", TiiS 2015, no endorsement implied.';
const notes = {
  pretrained: [
    'A head over the features of models/efficientnet-lite0: 1,280 -> 64 -> 18 genres. The 64 numbers are what the two-tower model reads of a poster.',
  ],
  own: ['Trained from scratch on pictures of 32 x 48: four convolutions with stride 2, 64 numbers, 18 genres.'],
};

const { values } = parseArgs({ options: { 'data-dir': { type: 'string' }, network: { type: 'string' }, limit: { type: 'string' } } });
const dataDir = values['data-dir'];
if (dataDir === undefined) throw new Error('--data-dir names the data folder');
const models = join(import.meta.dirname, '../../models');
const runtime = await createRuntime('cpu', { threads: 2 });
const store = openDatasetStore(dataDir);
const cache = openEmbeddingCache(dataDir);
try {
  const posters = uniquePosters(store).slice(0, values.limit === undefined ? undefined : Number(values.limit));
  for (const network of [pretrainedNetwork, ownNetwork])
    if (values.network === undefined || values.network === network.name) await make(network, posters);
} finally {
  cache.close();
  store.close();
  await runtime.dispose();
}

interface PosterOfFilm {
  readonly filmId: number;
  readonly genres: readonly string[];
  readonly bytes: Uint8Array;
}

/** One poster a film, from whichever data set has it. */
function uniquePosters(datasets: DatasetStore): PosterOfFilm[] {
  const found = new Map<number, PosterOfFilm>();
  for (const name of ['ml-latest-small', 'ml-1m']) {
    const genres = new Map(datasets.films(name).map((film) => [film.id, film.genres]));
    for (const filmId of datasets.posterFilmIds(name))
      if (!found.has(filmId)) found.set(filmId, { filmId, genres: genres.get(filmId) ?? [], bytes: datasets.poster(name, filmId)!.bytes });
  }
  return [...found.values()].sort((a, b) => a.filmId - b.filmId);
}

async function make(network: PosterNetwork, posters: readonly PosterOfFilm[]): Promise<void> {
  const startedMs = performance.now();
  const { kept, inputs } = network.name === 'own' ? await pictures(posters) : features(posters);
  const examples: PosterExamples = { inputs, targets: genreTargets(kept), sha256: hashOf(kept) };
  const { train, choose, test } = split(kept.length);
  const recipe = recipes[network.name];
  const checkpoints = openCheckpointStore(join(dataDir!, 'training', network.name));
  const parameters = await trainPosterNetwork(network, examples, train, {
    ...recipe,
    runtime,
    seed,
    nowMs: () => performance.now(),
    checkpoints: { save: (checkpoint) => checkpoints.save(checkpoint), everyMs: 20_000 },
    resumeFrom: checkpoints.latest(),
    onLoss: (step, loss) => step % 50 === 0 && console.error(`${network.name} step ${step}: loss ${loss.toFixed(4)}`),
  });
  checkpoints.clear();
  const figuresOf = async (rows: Int32Array) => {
    const size = network.inputShape.reduce((a, b) => a * b, 1);
    const chosen = new Float32Array(rows.length * size);
    rows.forEach((row, i) => chosen.set(examples.inputs.subarray(row * size, (row + 1) * size), i * size));
    const { genres } = await answerPosters(network, parameters, chosen, runtime);
    const width = posterGenres.length;
    return genreFigures(
      genres,
      Float32Array.from({ length: rows.length * width }, (_, i) => examples.targets[rows[Math.floor(i / width)]! * width + (i % width)]!),
    );
  };
  const [chosen, figures] = [await figuresOf(choose), await figuresOf(test)];
  const metrics = {
    auc: meanOf(figures, 'auc'),
    averagePrecision: meanOf(figures, 'averagePrecision'),
    ...Object.fromEntries(
      figures.flatMap(({ genre, auc, averagePrecision, films }) => [
        [`auc:${genre}`, auc],
        [`averagePrecision:${genre}`, averagePrecision],
        [`chance:${genre}`, films / test.length],
      ]),
    ),
  };
  console.error(
    `${network.name}: validation AUC ${meanOf(chosen, 'auc').toFixed(4)}, AP ${meanOf(chosen, 'averagePrecision').toFixed(4)}; test AUC ${metrics.auc.toFixed(4)}, AP ${metrics.averagePrecision.toFixed(4)}`,
  );
  if (values.limit !== undefined) return;
  const name = `poster-encoder-${network.name}`;
  saveModel(
    join(models, name),
    {
      name,
      hyperparameters: {
        ...recipe,
        inputs: network.name === 'own' ? `pictures ${OWN_SIZE.width}x${OWN_SIZE.height}` : imageEncoderName(models),
      },
      seed,
      data: { name: 'posters of films in MovieLens', sha256: examples.sha256, users: 0, films: kept.length, ratings: 0, terms },
      metrics,
      reliability: [],
      calibration: null,
      command: `node test/generate/posterEncoders.ts --data-dir DIR --network ${network.name}`,
      trainedAt: new Date().toISOString(),
      fitMs: performance.now() - startedMs,
      notes: notes[network.name],
    },
    withHalves(
      parameters,
      Object.keys(parameters).filter((key) => parameters[key]!.shape.length > 1),
    ),
  );
}

function split(count: number): { train: Int32Array; choose: Int32Array; test: Int32Array } {
  const order = shuffleInPlace(
    Int32Array.from({ length: count }, (_, row) => row),
    createRng(seed, 'split'),
  );
  const tenth = Math.floor(count / 10);
  return { test: order.subarray(0, tenth), choose: order.subarray(tenth, 2 * tenth), train: order.slice(2 * tenth) };
}

/** Features that are in the cache; films whose poster was not embedded are left out. */
function features(posters: readonly PosterOfFilm[]): { kept: PosterOfFilm[]; inputs: Float32Array } {
  const encoder = imageEncoderName(models);
  const found = posters.flatMap((poster) => {
    const vector = cache.find(encoder, contentHash(poster.bytes));
    return vector === null ? [] : [{ poster, vector }];
  });
  const inputs = new Float32Array(found.length * pretrainedNetwork.inputShape[0]!);
  found.forEach(({ vector }, i) => inputs.set(vector, i * vector.length));
  return { kept: found.map(({ poster }) => poster), inputs };
}

async function pictures(posters: readonly PosterOfFilm[]): Promise<{ kept: readonly PosterOfFilm[]; inputs: Uint8Array }> {
  const { width, height } = OWN_SIZE;
  const inputs = new Uint8Array(posters.length * 3 * width * height);
  for (const [i, { bytes }] of posters.entries()) inputs.set(await decodePlanes(bytes, width, height), i * 3 * width * height);
  return { kept: posters, inputs };
}

function hashOf(posters: readonly PosterOfFilm[]): string {
  const hash = createHash('sha256');
  for (const { filmId, genres, bytes } of posters) hash.update(`${filmId} ${genres.join('|')} `).update(contentHash(bytes));
  return hash.digest('hex');
}
