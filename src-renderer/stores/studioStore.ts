import { createStore, type StoreApi } from 'zustand/vanilla';
import type { PaintRequest } from '../../src-main/contract/images.ts';

/** A picture to paint from, as the form shows it. */
export interface DraftStart {
  readonly startId: string;
  readonly url: string;
  /** From 0.01 to 1. */
  readonly strength: number;
}

/** What the form of the studio holds; it stays while other screens are looked at. */
export interface PaintDraft {
  /** The film that is painted for. */
  readonly filmId: number | null;
  readonly prompt: string;
  readonly genres: readonly string[];
  readonly decade: number | null;
  readonly negativePrompt: string;
  /** Null: the painter that is offered first. */
  readonly model: string | null;
  readonly isEnlarged: boolean;
  readonly count: number;
  readonly steps: number;
  readonly guidance: number;
  readonly guidanceInterval: readonly [from: number, to: number];
  readonly sampler: PaintRequest['sampler'];
  /** Not a number while it is being typed. */
  readonly seed: number;
  readonly isSeedLocked: boolean;
  readonly start: DraftStart | null;
  /** What was ordered for this film, or without one, the newest last: its pictures are those painted now. */
  readonly ordered: readonly string[];
}

export interface StudioStore extends StoreApi<PaintDraft> {
  change(changes: Partial<PaintDraft>): void;
  /** Remembers an order of this visit. */
  order(batchId: string): void;
  /** Another film begins without the words that were meant for the one before. */
  openFilm(filmId: number | null): void;
}

export const MOST_SEED = 2 ** 31 - 1;

/** A seed that nobody chose: 31 bits from the system. */
export const newSeed = (): number => (crypto.getRandomValues(new Uint32Array(1))[0] ?? 0) >>> 1;

export function createStudioStore(): StudioStore {
  const subject = { prompt: '', genres: [], decade: null, start: null, ordered: [] } as const;
  const store = createStore<PaintDraft>(() => ({
    ...subject,
    filmId: null,
    negativePrompt: '',
    model: null,
    isEnlarged: true,
    count: 4,
    steps: 20,
    guidance: 2,
    guidanceInterval: [0, 1],
    sampler: 'dpm++2m',
    seed: newSeed(),
    isSeedLocked: false,
  }));
  return {
    ...store,
    change: (changes) => store.setState(changes),
    order: (batchId) => store.setState(({ ordered }) => ({ ordered: [...ordered, batchId] })),
    openFilm(filmId) {
      if (filmId !== store.getState().filmId) store.setState({ ...subject, filmId });
    },
  };
}
