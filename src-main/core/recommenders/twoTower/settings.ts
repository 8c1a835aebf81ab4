import { choiceSetting, integerSetting, numberSetting, stepSettings } from '../hyperparameters.ts';
import type { Hyperparameters, SearchRange } from '../recommender.ts';
import type { FilmInputName } from './filmInputs.ts';

export const lossNames = ['full-softmax', 'sampled-softmax', 'bpr', 'gbce'] as const;
export type LossName = (typeof lossNames)[number];

/** The settings of a two-tower model, checked. */
export interface TowerSettings {
  readonly embedSize: number;
  readonly layers: number;
  /** `subset`: films from a random part of the same person's history; `next`: the next film from those before it. */
  readonly examples: 'subset' | 'next';
  readonly pooling: 'sum' | 'attention';
  readonly loss: LossName;
  /** Films drawn for a whole batch as negatives; 0 takes the batch's own films. */
  readonly negatives: number;
  readonly calibration: number;
  readonly temperature: number;
  readonly batchSize: number;
  readonly epochs: number;
  readonly learningRate: number;
  readonly weightDecay: number;
  readonly dropout: number;
  readonly filmDropout: number;
  readonly historyLength: number;
  readonly ratingWeight: number;
  readonly recency: number;
  readonly blocks: number;
  readonly heads: number;
  readonly history: boolean;
  readonly demographics: boolean;
  readonly userId: boolean;
  readonly content: ReadonlySet<FilmInputName>;
}

export const towerDefaults = {
  embedSize: 128,
  layers: 0,
  examples: 'subset',
  pooling: 'sum',
  loss: 'full-softmax',
  negatives: 512,
  calibration: 0.75,
  temperature: 1,
  batchSize: 256,
  epochs: 20,
  learningRate: 0.01,
  weightDecay: 0.5,
  dropout: 0.2,
  filmDropout: 0.1,
  historyLength: 100,
  ratingWeight: 0.3,
  recency: 0,
  blocks: 2,
  heads: 2,
  history: true,
  demographics: true,
  userId: false,
  genres: true,
  years: true,
  people: true,
  tags: true,
  text: true,
  posters: true,
  ...stepSettings,
} as const satisfies Hyperparameters;

/** Settings that are words. */
export const towerChoices = {
  examples: ['subset', 'next'],
  pooling: ['sum', 'attention'],
  loss: lossNames,
} as const satisfies Readonly<Record<string, readonly string[]>>;

export const towerSearchSpace: Readonly<Record<string, SearchRange>> = {
  embedSize: { kind: 'choice', values: [64, 128, 256] },
  epochs: { kind: 'linear', min: 10, max: 40, integer: true },
  learningRate: { kind: 'log', min: 0.002, max: 0.02 },
  weightDecay: { kind: 'log', min: 0.01, max: 2 },
  dropout: { kind: 'linear', min: 0, max: 0.6 },
  filmDropout: { kind: 'linear', min: 0, max: 0.5 },
  ratingWeight: { kind: 'linear', min: 0, max: 1 },
};

/** @throws DomainError 'invalid-input' */
export function towerSettings(given: Hyperparameters): TowerSettings {
  const isOn = (name: string): boolean => choiceSetting({ [name]: String(given[name]) }, name, ['true', 'false']) === 'true';
  const content = (['genres', 'years', 'people', 'tags', 'text', 'posters'] as const).filter(isOn);
  return {
    embedSize: integerSetting(given, 'embedSize', 1),
    layers: integerSetting(given, 'layers'),
    examples: choiceSetting(given, 'examples', towerChoices.examples),
    pooling: choiceSetting(given, 'pooling', towerChoices.pooling),
    loss: choiceSetting(given, 'loss', lossNames),
    negatives: integerSetting(given, 'negatives'),
    calibration: numberSetting(given, 'calibration'),
    temperature: numberSetting(given, 'temperature', 1e-3),
    batchSize: integerSetting(given, 'batchSize', 1),
    epochs: integerSetting(given, 'epochs', 1),
    learningRate: numberSetting(given, 'learningRate'),
    weightDecay: numberSetting(given, 'weightDecay'),
    dropout: Math.min(0.95, numberSetting(given, 'dropout')),
    filmDropout: Math.min(1, numberSetting(given, 'filmDropout')),
    historyLength: integerSetting(given, 'historyLength', 1),
    ratingWeight: numberSetting(given, 'ratingWeight'),
    recency: numberSetting(given, 'recency'),
    blocks: integerSetting(given, 'blocks', 1),
    heads: integerSetting(given, 'heads', 1),
    history: isOn('history'),
    demographics: isOn('demographics'),
    userId: isOn('userId'),
    content: new Set(content),
  };
}
