import { selectRows } from '../data/splitting.ts';
import { userItemMatrix } from '../data/csrMatrix.ts';
import type { FittedRecommender } from '../recommenders/recommender.ts';
import { topK } from '../recommenders/topK.ts';
import { trainedPerson, trainingDataOf } from '../recommenders/trainingData.ts';
import { ndcgAtK } from './rankingMetrics.ts';
import type { Round } from './round.ts';

/** Enough people for a curve, few enough for the end of every epoch. */
const MAX_PEOPLE = 300;

export interface ValidationMeter {
  readonly metric: string;
  /** Higher is better. */
  readonly judge: (model: FittedRecommender) => number;
}

/**
 * NDCG@10 on the protocol's own validation rows, over an even sample of people; null where the protocol has no such rows. The test is never read.
 */
export function validationMeter({ dataset, split }: Round): ValidationMeter | null {
  if (split.validation.length === 0) return null;
  const data = trainingDataOf(dataset, split.train);
  const held = userItemMatrix(selectRows(dataset.interactions, split.validation), dataset.users.size, dataset.items.size);
  const people = Array.from({ length: dataset.users.size }, (_, user) => user).filter(
    (user) => held.rowOffsets[user + 1] > held.rowOffsets[user] && data.matrix.rowOffsets[user + 1] > data.matrix.rowOffsets[user],
  );
  const stride = Math.max(1, people.length / MAX_PEOPLE);
  const sample = Array.from({ length: Math.min(MAX_PEOPLE, people.length) }, (_, at) => people[Math.floor(at * stride)]);
  const isRelevant = new Uint8Array(dataset.items.size);
  return {
    metric: 'ndcg@10',
    judge(model) {
      let sum = 0;
      for (const user of sample) {
        const person = trainedPerson(data, user);
        const relevant = held.columnIndices.subarray(held.rowOffsets[user], held.rowOffsets[user + 1]);
        for (const item of relevant) isRelevant[item] = 1;
        const list = topK(model.score(model.foldIn(person)), 10, person.itemIndices).itemIndices;
        sum += ndcgAtK({ list, isRelevant, numRelevant: relevant.length }, 10);
        for (const item of relevant) isRelevant[item] = 0;
      }
      return sum / sample.length;
    },
  };
}
