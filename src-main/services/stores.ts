import type { Clock } from '../core/base/clock.ts';
import type { Logger } from '../core/base/logger.ts';
import { type Catalogue, openCatalogue } from '../core/storage/catalogue.ts';
import { type DatasetStore, openDatasetStore } from '../core/storage/datasetStore.ts';
import { openPersonStore, type PersonStore, type PersonStoreOptions } from '../core/storage/personStore.ts';
import { DomainError } from '../core/base/errors.ts';
import { filmPosterImageId, posterImageId } from './imageIds.ts';
import { createFilmShelf, type FilmShelf } from './filmShelf.ts';
import { filmPosterTimes } from './studio/filmPosterFiles.ts';
import { createModelLibrary, type ModelLibrary } from './modelLibrary.ts';

/** Everything that is kept in one data folder, and what ships with the app, opened. */
export interface Stores {
  readonly dataDir: string;
  readonly person: PersonStore;
  readonly datasets: DatasetStore;
  readonly catalogue: Catalogue;
  readonly films: FilmShelf;
  readonly models: ModelLibrary;
  /** To be called after a data set came or went: films, posters and details may have changed. */
  refreshDatasets(): void;
  /** To be called after a painted poster was kept for a film, or given up. */
  refreshPoster(filmId: number): void;
}

export interface StoresOptions {
  readonly resourcesDir: string;
  readonly modelsDir: string;
  readonly clock: Clock;
  readonly logger: Logger;
  readonly whenDamaged: NonNullable<PersonStoreOptions['whenDamaged']>;
  /** The URL under which a host serves an image id. */
  readonly mediaUrl: (imageId: string) => string;
}

export interface StoresHolder {
  current(): Stores;
  /** Closes everything, lets the work run, and opens the folder that it names; the old one again where it fails. */
  whileClosed(work: () => Promise<string>): Promise<void>;
  close(): void;
}

export function openStores(dataDir: string, options: StoresOptions): StoresHolder {
  let open: (Stores & { close(): void }) | null = openAll(dataDir, options);

  return {
    current() {
      if (open === null) throw new DomainError('conflict', 'The data are being moved; try again in a moment.');
      return open;
    },
    async whileClosed(work) {
      const before = open?.dataDir ?? dataDir;
      open?.close();
      open = null;
      try {
        open = openAll(await work(), options);
      } catch (error) {
        open = openAll(before, options);
        throw error;
      }
    },
    close() {
      open?.close();
      open = null;
    },
  };
}

function openAll(dataDir: string, options: StoresOptions): Stores & { close(): void } {
  const { resourcesDir, modelsDir, clock, logger, mediaUrl, whenDamaged } = options;
  const person = openPersonStore(dataDir, { clock, logger, whenDamaged });
  const datasets = openDatasetStore(dataDir, { logger });
  const catalogue = openCatalogue({ dataDir, resourcesDir, datasets, logger });
  const models = createModelLibrary({ modelsDir, dataDir, logger });
  let kept = filmPosterTimes(person, dataDir);
  const posterUrl = (filmId: number): string | null => {
    const keptAt = kept.get(filmId);
    if (keptAt !== undefined) return mediaUrl(filmPosterImageId(filmId, keptAt));
    return catalogue.hasPoster(filmId) ? mediaUrl(posterImageId(filmId)) : null;
  };
  const shelve = (): FilmShelf => createFilmShelf(catalogue.films(), posterUrl);
  let films = shelve();

  return {
    dataDir,
    person,
    datasets,
    catalogue,
    models,
    get films() {
      return films;
    },
    refreshDatasets() {
      catalogue.refresh();
      films = shelve();
    },
    refreshPoster(filmId) {
      kept = filmPosterTimes(person, dataDir);
      films.refreshPoster(filmId);
    },
    close() {
      person.close();
      datasets.close();
      catalogue.close();
    },
  };
}
