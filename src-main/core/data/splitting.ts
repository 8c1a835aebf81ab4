import { type Rng, shuffleInPlace } from '../base/rng.ts';
import type { Interactions } from './interactions.ts';

/** Row numbers of `Interactions`, ascending within each part, so that a split never depends on the order of drawing. */
export interface RowSplit {
  readonly train: Int32Array;
  readonly validation: Int32Array;
  readonly test: Int32Array;
}

const none = new Int32Array(0);

export function selectRows(interactions: Interactions, rows: Int32Array): Interactions {
  const pick = <T extends Int32Array | Float32Array | Float64Array>(column: T, into: T): T => {
    for (let i = 0; i < rows.length; i++) into[i] = column[rows[i]];
    return into;
  };
  return {
    userIndices: pick(interactions.userIndices, new Int32Array(rows.length)),
    itemIndices: pick(interactions.itemIndices, new Int32Array(rows.length)),
    ratings: pick(interactions.ratings, new Float32Array(rows.length)),
    timestamps: pick(interactions.timestamps, new Float64Array(rows.length)),
  };
}

/** Random rows over the whole table: round(fraction * n) of them are the test. */
export function splitRows(interactions: Interactions, testFraction: number, rng: Rng): RowSplit {
  const numRows = interactions.ratings.length;
  const order = shuffleInPlace(
    Int32Array.from({ length: numRows }, (_, row) => row),
    rng,
  );
  const numTest = Math.round(numRows * testFraction);
  return { test: order.slice(0, numTest).sort(), train: order.slice(numTest).sort(), validation: none };
}

/**
 * Every user's rows at random by the given shares; what rounding leaves stays in training: each later
 * part has floor(share * n) rows, as in RecBole's ratio split.
 */
export function splitPerUser(
  interactions: Interactions,
  numUsers: number,
  shares: { readonly validation: number; readonly test: number },
  rng: Rng,
): RowSplit {
  const parts = emptyParts();
  for (const rows of rowsByUser(interactions, numUsers)) {
    shuffleInPlace(rows, rng);
    const numTest = Math.floor(rows.length * shares.test);
    const numValidation = Math.floor(rows.length * shares.validation);
    rows.forEach((row, at) => parts[at < numTest ? 'test' : at < numTest + numValidation ? 'validation' : 'train'].push(row));
  }
  return sealed(parts);
}

/** By time, ties by place in the source: the last row of each user is the test, the one before validation. Users with under 3 rows train only. */
export function leaveLastOut(interactions: Interactions, numUsers: number): RowSplit {
  const parts = emptyParts();
  for (const rows of rowsByUser(interactions, numUsers)) {
    const inTime = rows.sort((a, b) => interactions.timestamps[a] - interactions.timestamps[b] || a - b);
    inTime.forEach((row, at) => {
      const fromEnd = inTime.length - 1 - at;
      parts[inTime.length < 3 || fromEnd > 1 ? 'train' : fromEnd === 1 ? 'validation' : 'test'].push(row);
    });
  }
  return sealed(parts);
}

/** Films drawn at random go to the test with all their rows. */
export function holdOutItems(
  interactions: Interactions,
  numItems: number,
  fraction: number,
  rng: Rng,
): RowSplit & { readonly heldOut: Int32Array } {
  const order = shuffleInPlace(
    Int32Array.from({ length: numItems }, (_, item) => item),
    rng,
  );
  const heldOut = order.slice(0, Math.round(numItems * fraction)).sort();
  const isHeldOut = new Uint8Array(numItems);
  for (const item of heldOut) isHeldOut[item] = 1;
  const parts = emptyParts();
  interactions.itemIndices.forEach((item, row) => parts[isHeldOut[item] === 1 ? 'test' : 'train'].push(row));
  return { ...sealed(parts), heldOut };
}

/** Users in `numFolds` random groups of nearly equal size. */
export function userFolds(numUsers: number, numFolds: number, rng: Rng): readonly Int32Array[] {
  const order = shuffleInPlace(
    Int32Array.from({ length: numUsers }, (_, user) => user),
    rng,
  );
  return Array.from({ length: numFolds }, (_, fold) => order.filter((_, at) => at % numFolds === fold).sort());
}

/** Row numbers of each user, in the order of the source. */
export function rowsByUser({ userIndices }: Interactions, numUsers: number): readonly Int32Array[] {
  const counts = new Int32Array(numUsers);
  for (const user of userIndices) counts[user]++;
  const rows = Array.from(counts, (count) => new Int32Array(count));
  counts.fill(0);
  userIndices.forEach((user, row) => {
    rows[user][counts[user]++] = row;
  });
  return rows;
}

type Parts = { readonly train: number[]; readonly validation: number[]; readonly test: number[] };

const emptyParts = (): Parts => ({ train: [], validation: [], test: [] });

const sealed = ({ train, validation, test }: Parts): RowSplit => ({
  train: Int32Array.from(train).sort(),
  validation: Int32Array.from(validation).sort(),
  test: Int32Array.from(test).sort(),
});
