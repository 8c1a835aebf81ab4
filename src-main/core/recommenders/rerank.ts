import { createTopCollector, type RankedItems, topK } from './topK.ts';

export interface RerankOptions {
  /** 0 = as ranked, 1 = most varied. */
  readonly variety: number;
  /** -1 = lesser known, 0 = as ranked, 1 = famous. */
  readonly fame: number;
  /** [numItems] ratings of each film, the measure of fame. */
  readonly counts: Float32Array;
  /** Likeness of two films in [0, 1], for example filmLikeness. */
  readonly likeness: (a: number, b: number) => number;
}

/** The best films that the sliders choose among; beyond it the ranking stays as it is. */
const POOL = 600;

/** Places that variety decides; its cost is POOL likenesses a place. */
const VARIED_PLACES = 120;

/**
 * The k best films under the two sliders. Relevance is the score scaled to [0, 1] over the pool; fame mixes in the film's place by number of
 * ratings; variety is maximal marginal relevance, argmax (1 - v) relevance - v max likeness to what was chosen (Carbonell, Goldstein, SIGIR 1998).
 * @param scores [numItems] of the ranking model; what is returned keeps these scores.
 */
export function rerank(
  scores: Float32Array,
  k: number,
  exclude: Iterable<number>,
  { variety, fame, counts, likeness }: RerankOptions,
): RankedItems {
  const excluded = [...exclude];
  if (variety === 0 && fame === 0) return topK(scores, k, excluded);
  const pool = topK(scores, Math.max(POOL, k), excluded);
  const relevance = withFame(pool, fame, counts);
  const byRelevance = createTopCollector(pool.itemIndices.length);
  relevance.forEach((value, place) => byRelevance.push(place, value));
  const places = Array.from(byRelevance.drain().itemIndices);
  const order = variety === 0 ? places : varied(places, relevance, pool, variety, Math.min(k, VARIED_PLACES), likeness);
  const chosen = order.slice(0, k);
  return {
    itemIndices: Int32Array.from(chosen, (place) => pool.itemIndices[place]),
    scores: Float32Array.from(chosen, (place) => pool.scores[place]),
  };
}

/** [pool] (1 - |fame|) * scaled score + |fame| * share of the pool that is less famous (more famous for fame < 0). */
function withFame({ itemIndices, scores }: RankedItems, fame: number, counts: Float32Array): Float32Array {
  const size = itemIndices.length;
  const least = scores[size - 1] ?? 0;
  const span = Math.max(1e-9, (scores[0] ?? 0) - least);
  const ascending = Array.from(itemIndices.keys()).sort((a, b) => counts[itemIndices[a]] - counts[itemIndices[b]] || b - a);
  const famousness = new Float32Array(size);
  ascending.forEach((place, rank) => {
    famousness[place] = rank / Math.max(1, size - 1);
  });
  const weight = Math.abs(fame);
  return famousness.map((share, place) => ((1 - weight) * (scores[place] - least)) / span + weight * (fame > 0 ? share : 1 - share));
}

function varied(
  places: readonly number[],
  relevance: Float32Array,
  { itemIndices }: RankedItems,
  variety: number,
  k: number,
  likeness: (a: number, b: number) => number,
): number[] {
  const left = [...places];
  const nearest = new Float32Array(relevance.length);
  const chosen: number[] = [];
  while (chosen.length < k && left.length > 0) {
    let best = 0;
    let bestValue = Number.NEGATIVE_INFINITY;
    left.forEach((place, at) => {
      const value = (1 - variety) * relevance[place] - variety * nearest[place];
      if (value > bestValue) {
        best = at;
        bestValue = value;
      }
    });
    const [taken] = left.splice(best, 1);
    chosen.push(taken);
    for (const place of left) nearest[place] = Math.max(nearest[place], likeness(itemIndices[place], itemIndices[taken]));
  }
  return [...chosen, ...left];
}
