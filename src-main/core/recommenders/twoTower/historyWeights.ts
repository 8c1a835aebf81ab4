import type { RatingScale } from '../../data/interactions.ts';
import type { TowerSettings } from './settings.ts';

/** One person's ratings in the order in which they were given; where nobody knows it, in the order of the films. */
export interface OrderedHistory {
  readonly items: Int32Array;
  readonly ratings: Float32Array;
}

export function orderedHistory(items: Int32Array, ratings: Float32Array, timestamps: Float64Array | undefined): OrderedHistory {
  const order = Array.from(items.keys());
  if (timestamps === undefined) order.sort((a, b) => items[a]! - items[b]!);
  else order.sort((a, b) => timestamps[a]! - timestamps[b]! || items[a]! - items[b]!);
  return { items: Int32Array.from(order, (at) => items[at]!), ratings: Float32Array.from(order, (at) => ratings[at]!) };
}

/** How much a rating counts in a history before the whole is brought to length 1. */
export interface HistoryWeighting {
  readonly ratingWeight: number;
  /** Half-life in films; 0: none. */
  readonly recency: number;
  /** Middle of the scale and half its width. */
  readonly middle: number;
  readonly halfWidth: number;
}

export const weightingFor = ({ ratingWeight, recency }: TowerSettings, { min, max }: RatingScale): HistoryWeighting => ({
  ratingWeight,
  recency,
  middle: (min + max) / 2,
  halfWidth: Math.max(1e-6, (max - min) / 2),
});

/**
 * (1 + ratingWeight x rating from -1 to 1) x 2^(-rank / recency), rank 0 being the latest.
 * @param rank how many ratings of the same history are later
 */
export function historyWeight({ ratingWeight, recency, middle, halfWidth }: HistoryWeighting, rating: number, rank: number): number {
  const liked = 1 + (ratingWeight * (rating - middle)) / halfWidth;
  return recency === 0 ? liked : liked * 2 ** (-rank / recency);
}
