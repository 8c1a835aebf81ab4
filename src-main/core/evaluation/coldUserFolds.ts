import { createRng, type Rng, shuffleInPlace } from '../base/rng.ts';
import type { Dataset } from '../data/interactions.ts';
import { rowsByUser, userFolds } from '../data/splitting.ts';
import { partsSha256 } from './splitHash.ts';

const NUM_FOLDS = 5;
/** People asked per fold; the answer of a fold is an average over them. */
const MAX_NEWCOMERS = 200;

/** One fifth of the people as newcomers, and the rows of all others. */
export interface ColdUserFold {
  readonly train: Int32Array;
  readonly newcomers: readonly ColdUser[];
}

export interface ColdUser {
  readonly userIndex: number;
  /** Half of the person's rows, in random order: what can be answered. */
  readonly answerable: Int32Array;
  readonly tested: Int32Array;
  /** What else is drawn for this person. */
  readonly rng: Rng;
}

/** The split of `cold-users` by one seed. @param among only the first so many users are newcomers in turn; the others always train. */
export function coldUserFolds({ interactions, users }: Dataset, seed: number, among = users.size): ColdUserFold[] {
  const rng = createRng(seed, 'cold-users');
  const rows = rowsByUser(interactions, users.size);
  return userFolds(among, NUM_FOLDS, rng).map((fold) => {
    const isNewcomer = new Uint8Array(users.size);
    for (const user of fold) isNewcomer[user] = 1;
    return {
      train: Int32Array.from(interactions.ratings.keys()).filter((row) => isNewcomer[interactions.userIndices[row]] === 0),
      newcomers: Array.from(fold.slice(0, MAX_NEWCOMERS), (userIndex) => {
        const own = rng.fork(userIndex);
        const shuffled = shuffleInPlace(Int32Array.from(rows[userIndex]), own);
        const half = Math.floor(shuffled.length / 2);
        return { userIndex, answerable: shuffled.slice(0, half), tested: shuffled.slice(half), rng: own };
      }),
    };
  });
}

/** SHA-256 of who is a newcomer in which fold, what can be answered and what is tested; see `partsSha256`. */
export const coldUsersSplitSha256 = (dataset: Dataset, seed: number): Promise<string> =>
  partsSha256(
    dataset,
    coldUserFolds(dataset, seed).flatMap(({ newcomers }, fold) =>
      (['answerable', 'tested'] as const).map((part) => ({
        name: `fold ${fold + 1} ${part}`,
        rows: Int32Array.from(newcomers.flatMap((newcomer) => Array.from(newcomer[part]))),
      })),
    ),
  );
