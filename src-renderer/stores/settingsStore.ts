import { createStore, type StoreApi } from 'zustand/vanilla';
import type { Settings } from '../../src-main/contract/app.ts';
import type { AppClient } from '../client/client.ts';
import type { NoticesStore } from './noticesStore.ts';

export interface SettingsState {
  /** Null until the first answer. */
  readonly settings: Settings | null;
}

export interface SettingsStore extends StoreApi<SettingsState> {
  load(): Promise<void>;
  /** Shown at once, put back when saving fails. */
  save(change: Partial<Settings>): Promise<void>;
}

export function createSettingsStore(client: Pick<AppClient, 'app'>, notices: NoticesStore): SettingsStore {
  const store = createStore<SettingsState>(() => ({ settings: null }));
  return {
    ...store,
    async load() {
      try {
        store.setState({ settings: await client.app.settings() });
      } catch {
        // The look falls back to the system's; the screen that needs the rest asks again.
      }
    },
    async save(change) {
      const before = store.getState().settings;
      if (before !== null) store.setState({ settings: { ...before, ...change } });
      try {
        store.setState({ settings: await client.app.saveSettings(change) });
      } catch (error) {
        store.setState({ settings: before });
        notices.fail(error);
      }
    },
  };
}
