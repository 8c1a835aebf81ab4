import { choiceSetting, integerSetting, numberSetting } from '../hyperparameters.ts';
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
} as const satisfies Hyperparameters;

/** What each setting means, one sentence for the Lab. */
export const towerMeanings: { readonly [K in keyof typeof towerDefaults]: string } = {
  embedSize: 'Numbers that a person and a film become; more can hold more and take longer.',
  layers: 'Hidden layers of both towers; 0 keeps them linear but for one squashing.',
  examples: 'What is learned: "subset" guesses films from a random part of the same history, "next" the next film from those before it.',
  pooling: 'How a history becomes numbers: "sum" adds its films up, "attention" reads them in order.',
  loss: 'What is made small: "full-softmax" compares with every film, the others with sampled ones.',
  negatives: 'Films drawn as negatives for a whole batch; 0 takes the films of the batch itself.',
  calibration: 'gBCE only: 0 is plain binary cross entropy, 1 removes all overconfidence that sampling brings.',
  temperature: 'Divides scores before the softmax; lower is sharper.',
  batchSize: 'People a step; ratings a step with a sampled loss over summed histories.',
  epochs: 'Passes over all people.',
  learningRate: 'Length of the steps; falls to zero along half a cosine.',
  weightDecay: 'Pulls all weights towards zero (AdamW).',
  dropout: 'Share of the hidden numbers, and of a history, that is hidden at random.',
  filmDropout: 'Share of films whose own number is hidden in a step, so that genres, plot and poster learn to stand alone.',
  historyLength: 'The latest films that attention reads, or a sampled loss takes from a history.',
  ratingWeight: 'How much a good rating counts more than a bad one in the history; 0 counts all alike.',
  recency: 'Films after which a rating counts half as much as the latest one; 0 counts old and new alike.',
  blocks: 'Attention only: layers of attention.',
  heads: 'Attention only: heads of each layer.',
  history: 'Whether the films that a person rated are read.',
  demographics: 'Whether age, gender and occupation are read.',
  userId: 'Whether every person gets numbers of their own, hidden half of the time; such a model holds people and never ships.',
  genres: 'Whether genres are read.',
  years: 'Whether years are read.',
  people: 'Whether director and cast are read, where known.',
  tags: 'Whether tags are read, where known.',
  text: 'Whether plot embeddings are read, where known.',
  posters: 'Whether poster embeddings are read, where known.',
};

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
    examples: choiceSetting(given, 'examples', ['subset', 'next']),
    pooling: choiceSetting(given, 'pooling', ['sum', 'attention']),
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
