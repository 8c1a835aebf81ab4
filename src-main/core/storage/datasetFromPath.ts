import { type FilmWords, filmWords } from '../data/filmFeatures.ts';
import type { Dataset, FilmFacts, Interactions } from '../data/interactions.ts';
import type { SkippedRow } from '../data/skipLog.ts';
import { createVocabulary } from '../data/vocabulary.ts';
import { ignoreProgress } from '../base/progress.ts';
import type { ImportContext } from './datasetImport.ts';
import { MIN_FILMS } from './filmFeatures.ts';
import { classifySources } from './import/classifySources.ts';
import { type DatasetParts, type DatasetSink, readDatasetFiles } from './import/datasetReader.ts';
import { defaultDatasetName, openImportSources } from './import/importSources.ts';
import type { RatingChunk } from './import/ratingColumns.ts';

/**
 * Reads a data set from a folder, zip or single ratings file into memory, without storing it: for evaluation on given files.
 * @throws DomainError like an import.
 */
export async function readDatasetFromPath(
  path: string,
  context: ImportContext,
): Promise<{ readonly dataset: Dataset; readonly skipped: readonly SkippedRow[]; readonly numSkipped: number }> {
  const sources = await openImportSources(path);
  try {
    const files = await classifySources(sources, path);
    const memory = createMemorySink();
    const { clock, signal, reportProgress = ignoreProgress } = context;
    const parts = await readDatasetFiles(files, memory.sink, { clock, signal, reportProgress });
    const dataset = datasetOf(defaultDatasetName(path), parts, memory);
    return { dataset, skipped: parts.skips.rows, numSkipped: parts.skips.count };
  } finally {
    sources.close();
  }
}

interface Memory {
  readonly sink: DatasetSink;
  interactions(rows: number): Interactions;
  /** Tags of the films with these ids, told apart as the data base does: without regard to spaces around them and to A or a. */
  tagsOf(filmIds: Int32Array): FilmWords | undefined;
}

function createMemorySink(): Memory {
  const chunks: RatingChunk[] = [];
  const tagsByFilm = new Map<number, [tag: string, count: number][]>();
  return {
    sink: {
      ratings: ({ userIndices, itemIndices, halfStars, timestamps, length }) =>
        chunks.push({
          userIndices: userIndices.slice(0, length),
          itemIndices: itemIndices.slice(0, length),
          halfStars: halfStars.slice(0, length),
          timestamps: timestamps.slice(0, length),
          length,
        }),
      tags(tags) {
        for (const { filmId, tag } of tags) {
          const plain = tag.replace(/^ +| +$/g, '').replace(/[A-Z]/g, (letter) => letter.toLowerCase());
          const known = tagsByFilm.get(filmId);
          if (known === undefined) tagsByFilm.set(filmId, [[plain, 1]]);
          else known.push([plain, 1]);
        }
      },
    },
    tagsOf: (filmIds) =>
      filmWords(
        Array.from(filmIds, (id) => tagsByFilm.get(id) ?? []),
        MIN_FILMS,
      ),
    interactions(rows) {
      const all = {
        userIndices: new Int32Array(rows),
        itemIndices: new Int32Array(rows),
        ratings: new Float32Array(rows),
        timestamps: new Float64Array(rows),
      };
      let from = 0;
      for (const chunk of chunks) {
        all.userIndices.set(chunk.userIndices, from);
        all.itemIndices.set(chunk.itemIndices, from);
        all.timestamps.set(chunk.timestamps, from);
        for (let i = 0; i < chunk.length; i++) all.ratings[from + i] = chunk.halfStars[i]! / 2;
        from += chunk.length;
      }
      return all;
    },
  };
}

function datasetOf(name: string, parts: DatasetParts, { interactions, tagsOf }: Memory): Dataset {
  const tags = tagsOf(parts.itemIds);
  return {
    name,
    sha256: parts.sha256,
    scale: parts.scale,
    users: createVocabulary(parts.userIds),
    items: createVocabulary(parts.itemIds),
    interactions: interactions(parts.rows),
    demographics: parts.demographics,
    films: Array.from(parts.itemIds, (id): FilmFacts => parts.films.get(id)!),
    ...(tags === undefined ? {} : { features: { tags } }),
  };
}
