import type { Dataset, FilmFacts, Interactions } from '../data/interactions.ts';
import type { SkippedRow } from '../data/skipLog.ts';
import { createVocabulary } from '../data/vocabulary.ts';
import { ignoreProgress } from '../base/progress.ts';
import type { ImportContext } from './datasetImport.ts';
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
    const dataset = datasetOf(defaultDatasetName(path), parts, memory.interactions(parts.rows));
    return { dataset, skipped: parts.skips.rows, numSkipped: parts.skips.count };
  } finally {
    sources.close();
  }
}

function createMemorySink(): { readonly sink: DatasetSink; interactions(rows: number): Interactions } {
  const chunks: RatingChunk[] = [];
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
      tags: () => undefined,
    },
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

function datasetOf(name: string, parts: DatasetParts, interactions: Interactions): Dataset {
  return {
    name,
    sha256: parts.sha256,
    scale: parts.scale,
    users: createVocabulary(parts.userIds),
    items: createVocabulary(parts.itemIds),
    interactions,
    demographics: parts.demographics,
    films: Array.from(parts.itemIds, (id): FilmFacts => parts.films.get(id)!),
  };
}
