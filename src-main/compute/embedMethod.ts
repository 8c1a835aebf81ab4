import type { DeviceChoice } from '../core/engine/tensorRuntime.ts';

export interface EmbedInput {
  readonly dataDir: string;
  /** Where the encoders that ship lie. */
  readonly modelsDir: string;
  readonly dataset: string;
  readonly text: boolean;
  readonly posters: boolean;
  readonly device: DeviceChoice;
}

export interface EmbeddedPart {
  /** What made the vectors; null where nothing could be done. */
  readonly encoder: string | null;
  /** Films of the data set that have such a text or picture. */
  readonly total: number;
  /** Those not found in the cache. */
  readonly computed: number;
  /** Damaged pictures. */
  readonly skipped: number;
  readonly ms: number;
  /** Why nothing was done. */
  readonly why: string | null;
}

export interface EmbedOutput {
  readonly dataset: string;
  /** null where it was not asked for. */
  readonly text: EmbeddedPart | null;
  readonly posters: EmbeddedPart | null;
}

export interface LookInput {
  readonly modelsDir: string;
  readonly folder: string;
}

export interface SeenPoster {
  readonly file: string;
  /** Every genre, the likeliest first; probabilities need not sum to 1. */
  readonly genres: readonly { readonly genre: string; readonly probability: number }[];
}

export interface LookOutput {
  readonly folder: string;
  readonly posters: readonly SeenPoster[];
  readonly skipped: readonly { readonly file: string; readonly why: string }[];
}
