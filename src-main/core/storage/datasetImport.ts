import type { Clock } from '../base/clock.ts';
import { DomainError } from '../base/errors.ts';
import { type Logger, silentLogger } from '../base/logger.ts';
import { type CancelSignal, ignoreProgress, type ReportProgress, throwIfCancelled } from '../base/progress.ts';
import type { SkippedRow } from '../data/skipLog.ts';
import { type Database, guarded, openDatabase } from './database.ts';
import { datasetPath, removeDatasetFile, temporaryDatasetPath } from './datasetFiles.ts';
import { datasetRow } from './datasetLoader.ts';
import { createDatasetWriter } from './datasetWriter.ts';
import { publishFile } from './files.ts';
import { type ClassifiedSources, classifySources } from './import/classifySources.ts';
import { type DatasetParts, type DatasetSink, readDatasetFiles } from './import/datasetReader.ts';
import { importDetails } from './import/detailsImport.ts';
import { defaultDatasetName, openImportSources } from './import/importSources.ts';
import { importPosters } from './import/posterImport.ts';

export interface ImportOptions {
  /** A folder, a zip or a file. */
  readonly path: string;
  /** Without it, the name of the folder or file. */
  readonly name?: string | undefined;
  /** Film details as JSON lines, gzipped or not. */
  readonly details?: string | undefined;
  /** A folder or tar of <movieId>.webp, .jpg or .png. */
  readonly posters?: string | undefined;
}

export interface ImportContext {
  readonly clock: Clock;
  readonly logger?: Logger;
  readonly signal?: CancelSignal | undefined;
  readonly reportProgress?: ReportProgress;
}

export interface ImportReport {
  readonly name: string;
  readonly sha256: string;
  readonly rows: number;
  readonly users: number;
  /** Films with at least one rating. */
  readonly films: number;
  /** The first 1,000 rows left out. */
  readonly skipped: readonly SkippedRow[];
  readonly numSkipped: number;
  /** Files that are no part of a data set. */
  readonly ignored: readonly string[];
  /** The same data was there already under this name. */
  readonly unchanged: boolean;
}

const nowhere: DatasetSink = { ratings: () => undefined, tags: () => undefined };

/**
 * Imports one data set: read, built under a temporary name, forced to disk, renamed. A fault or a cancel at any moment leaves the folder as it was.
 * @param openExisting the data base at a path, or null when there is none.
 */
export async function importDataset(
  folder: string,
  options: ImportOptions,
  context: ImportContext,
  openExisting: (path: string) => Database | null,
): Promise<ImportReport> {
  const { clock, logger = silentLogger, signal, reportProgress = ignoreProgress } = context;
  const name = options.name ?? defaultDatasetName(options.path);
  const path = datasetPath(folder, name);
  const readContext = { clock, signal, reportProgress };
  const startedAt = clock();
  const sources = await openImportSources(options.path);
  try {
    throwIfCancelled(signal);
    const files = await classifySources(sources, options.path);
    const details = options.details ?? files.details?.source ?? null;
    const posters = options.posters ?? null;
    const addExtras = async (database: Database, parts: DatasetParts): Promise<void> => {
      if (details === null && posters === null) return;
      const isFilm = (filmId: number): boolean => parts.films.has(filmId);
      // Closing without COMMIT takes everything back.
      database.exec('BEGIN IMMEDIATE');
      await importDetails(database, details, isFilm, parts.skips, readContext);
      await importPosters(database, posters, isFilm, parts.skips, readContext);
      throwIfCancelled(signal);
      database.exec('COMMIT');
    };
    const existing = openExisting(path);
    if (existing !== null) {
      const parts = await readDatasetFiles(files, nowhere, readContext);
      const held = guarded(path, () => datasetRow(existing, path));
      if (held.sha256 !== parts.sha256) throw conflict(held.name, held.sha256, parts.sha256);
      // A connection of its own: its transaction stays open while files are read, and others go on reading the old state.
      const writing = openDatabase(path, { durability: 'durable', mustExist: true });
      try {
        await addExtras(writing, parts);
      } finally {
        writing.close();
      }
      return report(held.name, parts, files, true);
    }
    const temporary = temporaryDatasetPath(folder);
    try {
      const writer = createDatasetWriter(temporary);
      let parts: DatasetParts;
      try {
        parts = await readDatasetFiles(files, guardedSink(temporary, writer.sink), readContext);
        reportProgress({ phase: 'Writing to disk', done: parts.rows, total: parts.rows, unit: 'rows', secondsLeft: null });
        guarded(temporary, () => writer.finish(name, parts, clock()));
        await addExtras(writer.database, parts);
      } finally {
        writer.close();
      }
      throwIfCancelled(signal);
      // Another import may have taken the name meanwhile.
      if (openExisting(path) !== null)
        throw new DomainError('conflict', `The name "${name}" was taken while this import ran. Choose another name.`, { name });
      publishFile(temporary, path);
      logger.info('data set imported', { name, rows: parts.rows, ms: clock() - startedAt });
      return report(name, parts, files, false);
    } finally {
      removeDatasetFile(temporary);
    }
  } finally {
    sources.close();
  }
}

/** A full disk shows itself while chunks are written: it must come out as a sentence. */
function guardedSink(path: string, sink: DatasetSink): DatasetSink {
  return {
    ratings: (chunk) => guarded(path, () => sink.ratings(chunk)),
    tags: (tags) => guarded(path, () => sink.tags(tags)),
  };
}

function conflict(name: string, held: string, given: string): DomainError {
  return new DomainError(
    'conflict',
    `The name "${name}" is taken by a data set with other content. Import under another name, or remove "${name}" first.`,
    { name, heldSha256: held, givenSha256: given },
  );
}

function report(name: string, parts: DatasetParts, files: ClassifiedSources, unchanged: boolean): ImportReport {
  return {
    name,
    sha256: parts.sha256,
    rows: parts.rows,
    users: parts.userIds.length,
    films: parts.itemIds.length,
    skipped: inOrder(parts.skips.rows),
    numSkipped: parts.skips.count,
    ignored: files.ignored,
    unchanged,
  };
}

/** By line within each file: unknown films are found after the rows of a whole batch were parsed. */
function inOrder(rows: readonly SkippedRow[]): SkippedRow[] {
  const files = [...new Set(rows.map(({ file }) => file))];
  return files.flatMap((file) => rows.filter((row) => row.file === file).sort((a, b) => (a.line ?? 0) - (b.line ?? 0)));
}
