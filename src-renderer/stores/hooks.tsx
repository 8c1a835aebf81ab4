import { createContext, type ReactNode, useContext, useMemo } from 'react';
import { useStore } from 'zustand';
import type { Profile } from '../../src-main/contract/profile.ts';
import type { Film, FilmState } from '../../src-main/contract/shared.ts';
import type { AppClient } from '../client/client.ts';
import type { AppStores } from './appStores.ts';

const StoresContext = createContext<AppStores | null>(null);

export function StoresProvider({ stores, children }: { readonly stores: AppStores; readonly children: ReactNode }) {
  return <StoresContext.Provider value={stores}>{children}</StoresContext.Provider>;
}

export function useStores(): AppStores {
  const stores = useContext(StoresContext);
  if (stores === null) throw new Error('useStores needs a StoresProvider above it.');
  return stores;
}

export const useClient = (): AppClient => useStores().client;

/** The active person, or null before the first profile. */
export function useActiveProfile(): Profile | null {
  const { profiles } = useStores();
  return useStore(profiles, ({ profiles: all, activeProfileId }) => all.find((profile) => profile.profileId === activeProfileId) ?? null);
}

/** What the person has said of a film: the newest that is known, else what came with it. */
export function useFilmState(filmId: number, fallback: FilmState): FilmState {
  const { ratings } = useStores();
  return useStore(ratings, ({ states }) => states.get(filmId) ?? fallback);
}

/** Grows with every saved change; a dependency for whatever is computed from ratings. */
export function useRatingsRevision(): number {
  return useStore(useStores().ratings, ({ revision }) => revision);
}

/** False where the person switched single-key shortcuts off (WCAG 2.1.4). */
export function useHasSingleKeys(): boolean {
  return useStore(useStores().settings, ({ settings }) => settings?.singleKeyShortcuts ?? true);
}

/** What every card and film page can do to a film. */
export interface FilmCommands {
  rate(film: Film, stars: number): void;
  clearRating(film: Film): void;
  setWatchlist(film: Film, on: boolean): void;
  setHidden(film: Film, on: boolean): void;
  undo(): void;
}

export function useFilmCommands(): FilmCommands {
  const { ratings } = useStores();
  return useMemo(
    () => ({
      rate: (film, stars) => void ratings.rate(film, stars),
      clearRating: (film) => void ratings.clearRating(film),
      setWatchlist: (film, on) => void ratings.setWatchlist(film, on),
      setHidden: (film, on) => void ratings.setHidden(film, on),
      undo: () => void ratings.undo(),
    }),
    [ratings],
  );
}
