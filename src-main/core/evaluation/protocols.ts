import type { Rng } from '../base/rng.ts';
import { datasetOfRows, kCoreRows } from '../data/datasetSubset.ts';
import type { Dataset } from '../data/interactions.ts';
import { holdOutItems, leaveLastOut, type RowSplit, splitPerUser, splitRows } from '../data/splitting.ts';
import { fullRankingAt10, type RankingPlan } from './rankingPlan.ts';

export const protocolNames = [
  'rows-80-20',
  'rows-90-10',
  'recbole-811',
  'user-80-20',
  'next-item',
  'cold-items',
  'cold-users',
  'files',
] as const;
export type ProtocolName = (typeof protocolNames)[number];

/** A protocol that trains on some rows and tests on others. */
export interface SplitProtocol {
  readonly defaultSeeds: number;
  /** What the data set becomes before splitting. */
  prepare(dataset: Dataset): Dataset;
  split(dataset: Dataset, rng: Rng): RowSplit & { readonly heldOut?: Int32Array };
  /**
   * Whether a person who is tested has given the validation rows too by then, as where the last rating is the test and the one before
   * it the validation.
   */
  readonly knowsValidation?: boolean;
  /** Whether star metrics belong to it. */
  readonly ratings: boolean;
  rankings(dataset: Dataset, heldOut: Int32Array): readonly RankingPlan[];
  /** The metric that chooses hyper-parameters of rankers on validation; higher is better. */
  readonly objective: string | null;
}

const asItIs = (dataset: Dataset): Dataset => dataset;
const ten = [10] as const;
const deep = { recall: [20, 40, 100, 300] } as const;

/** All of EVALUATION's protocols but `cold-users`, which has its own loop, and `files`, whose split is given. */
export const splitProtocols: { readonly [K in Exclude<ProtocolName, 'cold-users' | 'files'>]: SplitProtocol } = {
  'rows-80-20': {
    defaultSeeds: 5,
    prepare: asItIs,
    split: (dataset, rng) => splitRows(dataset.interactions, 0.2, rng),
    ratings: true,
    rankings: () => [fullRankingAt10],
    objective: 'ndcg@10',
  },
  'rows-90-10': {
    defaultSeeds: 3,
    prepare: asItIs,
    split: (dataset, rng) => splitRows(dataset.interactions, 0.1, rng),
    ratings: true,
    rankings: () => [],
    objective: null,
  },
  // RecBole's general protocol: ratings of 3 and more are positives, 10-core, 8:1:1 per user, full ranking.
  'recbole-811': {
    defaultSeeds: 3,
    prepare(dataset) {
      const { ratings } = dataset.interactions;
      const positive = Int32Array.from(ratings.keys()).filter((row) => ratings[row] >= 3);
      return datasetOfRows(dataset, kCoreRows(dataset.interactions, positive, 10));
    },
    split: (dataset, rng) => splitPerUser(dataset.interactions, dataset.users.size, { validation: 0.1, test: 0.1 }, rng),
    ratings: false,
    rankings: () => [{ suffix: '', metrics: { precision: ten, recall: ten, ndcg: ten, hr: ten, mrr: ten } }],
    objective: 'ndcg@10',
  },
  'user-80-20': {
    defaultSeeds: 3,
    prepare: asItIs,
    split: (dataset, rng) => splitPerUser(dataset.interactions, dataset.users.size, { validation: 0, test: 0.2 }, rng),
    ratings: false,
    rankings: () => [
      { suffix: '', metrics: deep },
      { suffix: ':trainLeftIn', metrics: deep, leaveTrainIn: true },
    ],
    objective: 'recall@20',
  },
  'next-item': {
    defaultSeeds: 1,
    prepare: asItIs,
    split: (dataset) => leaveLastOut(dataset.interactions, dataset.users.size),
    knowsValidation: true,
    ratings: false,
    rankings: () => [{ suffix: '', metrics: { hr: ten, ndcg: ten } }],
    objective: 'ndcg@10',
  },
  'cold-items': {
    defaultSeeds: 5,
    prepare: asItIs,
    split: (dataset, rng) => holdOutItems(dataset.interactions, dataset.items.size, 0.1, rng),
    ratings: false,
    rankings(dataset, heldOut) {
      const candidates = new Uint8Array(dataset.items.size);
      for (const item of heldOut) candidates[item] = 1;
      return [
        { suffix: ':heldOut', metrics: { ndcg: [20] }, candidates },
        { suffix: ':all', metrics: { ndcg: [20] } },
      ];
    },
    objective: 'ndcg@20:heldOut',
  },
};

/** What `files` measures: everything. */
export const filesRankings: readonly RankingPlan[] = [
  fullRankingAt10,
  { suffix: '', metrics: deep },
  { suffix: ':trainLeftIn', metrics: deep, leaveTrainIn: true },
];
