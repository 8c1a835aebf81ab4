import type { RatingScale } from './interactions.ts';

/**
 * The scale that a histogram of half stars shows: smallest and largest rating given, and the finest step between them.
 * @param histogram [11] counts of 0, 0.5, ... 5 stars.
 */
export function ratingScaleOf(histogram: ArrayLike<number>): RatingScale {
  const given: number[] = [];
  for (let halfStars = 1; halfStars <= 10; halfStars++) if (histogram[halfStars]! > 0) given.push(halfStars);
  if (given.length === 0) return { min: 0.5, max: 5, step: 0.5 };
  // Whole stars throughout mean a scale of whole stars, even where a small file lacks some of them.
  const step = given.every((halfStars) => halfStars % 2 === 0) ? 1 : 0.5;
  return { min: given[0]! / 2, max: given.at(-1)! / 2, step };
}
