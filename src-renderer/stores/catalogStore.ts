import { createStore, type StoreApi } from 'zustand/vanilla';
import type { ModelCard } from '../../src-main/contract/models.ts';
import type { AppClient } from '../client/client.ts';

export type CatalogSummary = Awaited<ReturnType<AppClient['catalog']['summary']>>;

export interface CatalogState {
  readonly summary: CatalogSummary | null;
  readonly models: readonly ModelCard[];
}

export interface CatalogStore extends StoreApi<CatalogState> {
  /** What there is to recommend from, and the models that can rank it. */
  load(): Promise<void>;
}

export function createCatalogStore(client: Pick<AppClient, 'catalog' | 'models'>): CatalogStore {
  const store = createStore<CatalogState>(() => ({ summary: null, models: [] }));
  return {
    ...store,
    async load() {
      const [summary, models] = await Promise.allSettled([client.catalog.summary(), client.models.list()]);
      store.setState({
        ...(summary.status === 'fulfilled' ? { summary: summary.value } : {}),
        ...(models.status === 'fulfilled' ? { models: models.value } : {}),
      });
    },
  };
}
