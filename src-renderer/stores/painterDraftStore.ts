import { createStore, type StoreApi } from 'zustand/vanilla';
import type { devices } from '../../src-main/contract/app.ts';
import type { networkNames, shapeNames } from '../../src-main/contract/pictures.ts';

/** Stands for a path in place of a data set's name; no data set can be called so. */
export const OWN_PICTURES = ':path';

/** The form as it is typed. */
export interface PainterDraft {
  readonly kind: 'train' | 'finetune';
  readonly name: string;
  readonly from: string;
  readonly source: string;
  readonly path: string;
  readonly details: string;
  readonly largest: '16' | '32' | '64';
  readonly enlarger: boolean;
  readonly fewStep: boolean;
  readonly network: (typeof networkNames)[number];
  readonly shape: (typeof shapeNames)[number];
  readonly length: 'usual' | 'steps' | 'minutes';
  readonly amount: string;
  readonly genre: string;
  readonly weights: 'low-rank' | 'full';
  readonly rank: string;
  readonly device: (typeof devices)[number];
  readonly prompts: string;
  readonly sampleEvery: string;
  readonly saveEvery: string;
  readonly saveEveryMinutes: string;
  readonly batch: string;
  readonly rate: string;
  readonly seed: string;
}

/** @param taken names of painters that are there, the first to go on from */
export const newPainterDraft = (taken: readonly string[]): PainterDraft => ({
  kind: 'train',
  name: freeName(taken),
  from: taken[0] ?? '',
  source: OWN_PICTURES,
  path: '',
  details: '',
  largest: '16',
  enlarger: false,
  fewStep: false,
  network: 'unet',
  shape: 'poster',
  length: 'usual',
  amount: '300',
  genre: '',
  weights: 'low-rank',
  rank: '8',
  device: 'auto',
  prompts: '',
  sampleEvery: '',
  saveEvery: '',
  saveEveryMinutes: '',
  batch: '',
  rate: '',
  seed: '1',
});

export function freeName(taken: readonly string[]): string {
  for (let n = 1; ; n++) {
    const name = n === 1 ? 'mine' : `mine-${n}`;
    if (!taken.includes(name)) return name;
  }
}

/** What was typed into the form for a new painter, null before anything was; it stays while other screens are looked at. */
export type PainterDraftStore = StoreApi<{ readonly draft: PainterDraft | null }>;

export const createPainterDraftStore = (): PainterDraftStore => createStore(() => ({ draft: null }));
