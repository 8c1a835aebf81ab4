import { createRng } from '../../../core/base/rng.ts';
import type { ComparedPicture, StoredVote } from '../../../core/storage/person/comparisons.ts';

export interface Pair {
  readonly left: ComparedPicture;
  readonly right: ComparedPicture;
}

const keyOf = (a: string, b: string): string => (a < b ? `${a} ${b}` : `${b} ${a}`);

/** Every two pictures of different models for one prompt. */
export function pairsOf(pictures: readonly ComparedPicture[]): (readonly [ComparedPicture, ComparedPicture])[] {
  const byPrompt = new Map<number, ComparedPicture[]>();
  for (const picture of pictures) byPrompt.set(picture.prompt, [...(byPrompt.get(picture.prompt) ?? []), picture]);
  return [...byPrompt.values()].flatMap((alike) => alike.flatMap((a, i) => alike.slice(i + 1).map((b) => [a, b] as const)));
}

/** How often each pair was voted on. */
function countVotes(votes: readonly StoredVote[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const { leftPicture, rightPicture } of votes) {
    const key = keyOf(leftPicture, rightPicture);
    counts.set(key, (counts.get(key) ?? 0) + 1);
  }
  return counts;
}

export function metPairs(pictures: readonly ComparedPicture[], votes: readonly StoredVote[]): { total: number; met: number } {
  const counts = countVotes(votes);
  const pairs = pairsOf(pictures);
  return { total: pairs.length, met: pairs.filter(([a, b]) => counts.has(keyOf(a.pictureId, b.pictureId))).length };
}

/** The pair to show after so many votes: one of those seen least, and its sides, by chance from the seed. */
export function nextPair(pictures: readonly ComparedPicture[], votes: readonly StoredVote[], seed: number): Pair | null {
  const counts = countVotes(votes);
  const counted = pairsOf(pictures).map((pair) => ({ pair, seen: counts.get(keyOf(pair[0].pictureId, pair[1].pictureId)) ?? 0 }));
  if (counted.length === 0) return null;
  const least = counted.reduce((min, { seen }) => Math.min(min, seen), Number.POSITIVE_INFINITY);
  const open = counted.filter(({ seen }) => seen === least);
  const rng = createRng(seed, 'pairs').fork(votes.length);
  const [a, b] = open[rng.integer(open.length)]!.pair;
  return rng.integer(2) === 0 ? { left: a, right: b } : { left: b, right: a };
}
