import { createHash } from 'node:crypto';
import { mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { embeddingTensors, type FilmEmbeddings, quantizeVectors, vectorsOfFilms } from '../../src-main/core/embedding/filmEmbeddings.ts';
import { unionOfFeatures } from '../../src-main/core/data/filmFeatures.ts';
import { openDatasetStore } from '../../src-main/core/storage/datasetStore.ts';
import { saveModel } from '../../src-main/core/storage/modelStore.ts';

/**
 * Makes models/film-embeddings: vectors of plots and posters of the shipped catalogue, one int8 row and one scale a film. No text and no picture
 * can be read back from them.
 *
 *     node test/generate/filmEmbeddings.ts --data-dir DIR
 *
 * DIR is a data folder into which ml-latest-small and ml-1m were imported with details and posters, and which were embedded (`marquee embed`).
 */
const { values } = parseArgs({ options: { 'data-dir': { type: 'string' } } });
const dataDir = values['data-dir'];
if (dataDir === undefined) throw new Error('--data-dir names the data folder');
const root = join(import.meta.dirname, '../..');
const filmIds = Int32Array.from(
  readFileSync(join(root, 'resources/catalogue/movies.csv'), 'utf8')
    .split(/\r?\n/)
    .slice(1)
    .flatMap((line) => (/^\d+,/.test(line) ? [Number.parseInt(line, 10)] : [])),
);
const films = Int32Array.from(filmIds.keys());
const store = openDatasetStore(dataDir);
const { text, poster } = unionOfFeatures(
  ['ml-latest-small', 'ml-1m'].map((name) => ({ features: store.vectors(name, filmIds) ?? undefined, films })),
);
store.close();
if (text === undefined || poster === undefined)
  throw new Error(`${text === undefined ? 'plots' : 'posters'} were not embedded in ${dataDir}`);
const parts = { text: quantizeVectors(text, filmIds), poster: quantizeVectors(poster, filmIds) };
const folder = join(root, 'models/film-embeddings');
mkdirSync(folder, { recursive: true });
const manifest = saveModel(
  folder,
  {
    name: 'film-embeddings',
    hyperparameters: { text: text.encoder, poster: poster.encoder, bits: 8 },
    seed: 0,
    data: {
      name: 'plots and posters of films in MovieLens',
      sha256: createHash('sha256').update(parts.text.values).update(parts.poster.values).digest('hex'),
      users: 0,
      films: filmIds.length,
      ratings: 0,
      terms:
        'Numbers computed from plot texts (TMDB, OMDb, Wikipedia, Netflix) and posters, which belong to their owners and are not part of this. This product uses the TMDB API but is not endorsed or certified by TMDB. Films are named by their MovieLens ids: no commercial or revenue-bearing use without permission, publications must cite Harper and Konstan, "The MovieLens Datasets", TiiS 2015, no endorsement implied.',
    },
    metrics: {
      'films:text': parts.text.filmIds.length,
      'films:poster': parts.poster.filmIds.length,
      'cosine:text': meanCosine(parts.text),
      'cosine:poster': meanCosine(parts.poster),
    },
    reliability: [],
    calibration: null,
    command: 'node test/generate/filmEmbeddings.ts --data-dir DIR',
    trainedAt: new Date().toISOString(),
    fitMs: 0,
    notes: [
      'cosine:* is the mean cosine between a vector and its int8 row.',
      'Plots: 384 numbers by all-MiniLM-L6-v2. Posters: the 64 numbers of models/poster-encoder-pretrained. Films are absent that have no plot or poster, or whose plot was not embedded when this was made: films:* in the metrics count those that are there.',
    ],
  },
  { ...embeddingTensors('text', parts.text), ...embeddingTensors('poster', parts.poster) },
);
console.error(`${(manifest.sizeBytes / 1e6).toFixed(2)} MB`, manifest.metrics);

/** Between every vector and what its int8 row says. */
function meanCosine(embeddings: FilmEmbeddings): number {
  const exact = embeddings.encoder === text!.encoder ? text! : poster!;
  const restored = vectorsOfFilms(embeddings, filmIds)!;
  let sum = 0;
  for (let film = 0; film < filmIds.length; film++) {
    if (restored.isPresent[film] !== 1) continue;
    let dot = 0;
    let norm = 0;
    for (let i = film * exact.size; i < (film + 1) * exact.size; i++) {
      dot += exact.values[i]! * restored.values[i]!;
      norm += exact.values[i]! ** 2;
    }
    sum += dot / Math.sqrt(norm);
  }
  return sum / embeddings.filmIds.length;
}
