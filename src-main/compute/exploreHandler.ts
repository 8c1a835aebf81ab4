import { throwIfCancelled } from '../core/base/progress.ts';
import { filteredRows } from '../core/data/datasetFilter.ts';
import { datasetOfRows } from '../core/data/datasetSubset.ts';
import { explore } from '../core/evaluation/exploratory.ts';
import { openDatasetStore } from '../core/storage/datasetStore.ts';
import type { HandlerContext } from './computeContract.ts';
import type { ComputeHandlerOptions } from './handlerOptions.ts';
import type { DeriveInput, DeriveOutput, ExploreInput, ExploreOutput } from './runMethods.ts';

/** What the exploratory page shows of a data set, or of the part that a filter leaves. @throws DomainError 'not-found', 'data-invalid' */
export async function exploreDataset(
  { dataDir, dataset: name, filter, ownStars }: ExploreInput,
  { signal }: HandlerContext,
  { logger }: ComputeHandlerOptions,
): Promise<ExploreOutput> {
  const store = openDatasetStore(dataDir, { logger });
  try {
    const dataset = store.load(name);
    throwIfCancelled(signal);
    const rows = filteredRows(dataset, filter);
    const kept = rows.length === dataset.interactions.ratings.length ? dataset : datasetOfRows(dataset, rows);
    return await Promise.resolve(explore(kept, ownStars));
  } finally {
    store.close();
  }
}

/** Stores the ratings that a filter leaves as a data set of its own, all or nothing. */
export async function deriveDataset(
  { dataDir, dataset: name, filter, name: derived }: DeriveInput,
  { signal, reportProgress }: HandlerContext,
  { clock, logger }: ComputeHandlerOptions,
): Promise<DeriveOutput> {
  const store = openDatasetStore(dataDir, { logger });
  try {
    reportProgress({ phase: `Filtering ${name}`, done: 0, total: null, unit: 'rows' });
    const rows = filteredRows(store.load(name), filter);
    throwIfCancelled(signal);
    return await Promise.resolve(store.deriveDataset({ from: name, rows, name: derived }, { clock, signal, reportProgress }));
  } finally {
    store.close();
  }
}
