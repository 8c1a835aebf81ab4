import type { Activity, Explore } from '../../../../src-main/contract/explore.ts';
import { counted, formatCount } from '../../../components/numberWords.ts';

/** "62 %", "4.5 %", "0 %": one decimal where it says something. */
export function percent(share: number): string {
  const value = share * 100;
  return `${value.toFixed(Math.abs(value) >= 10 || Math.abs(value - Math.round(value)) < 0.05 ? 0 : 1)} %`;
}

export function ratingSentence({ ratings, rows }: Explore): string {
  const most = ratings.reduce((found, one) => (one.count > found.count ? one : found), ratings[0] ?? { stars: 0, count: 0, yours: 0 });
  const halves = ratings.filter(({ stars }) => !Number.isInteger(stars)).reduce((sum, { count }) => sum + count, 0);
  const own = ratings.some(({ yours }) => yours > 0) ? ' Your own ratings, scaled to all, in amber.' : '';
  const half = halves === 0 ? ' No half stars are given.' : ` ${percent(halves / Math.max(1, rows))} are half stars.`;
  return `${most.stars} is chosen most, ${percent(most.count / Math.max(1, rows))} of the time.${half}${own}`;
}

export function tailSentence({ longTail }: Explore): string {
  const { filmsRatedOnce } = longTail;
  const once =
    filmsRatedOnce === 0
      ? 'every film has more than one'
      : `${counted(filmsRatedOnce, 'film')} ${filmsRatedOnce === 1 ? 'has' : 'have'} one`;
  return `Ratings per film, most rated first: ${longTail.mostRated.title} has ${formatCount(longTail.mostRated.count)}. A tenth of the films has ${percent(longTail.topTenthShare)} of all ratings; ${once}.`;
}

export function activitySentence(who: string, { median, mean, max }: Activity): string {
  return `Half of the ${who} have ${formatCount(Math.round(median))} ratings or more; the mean is ${formatCount(Math.round(mean))}, the most ${formatCount(max)}.`;
}

export function yearSentence({ ratingsPerYear }: Explore): string {
  const total = ratingsPerYear.reduce((sum, { count }) => sum + count, 0);
  const most = ratingsPerYear.reduce((found, one) => (one.count > found.count ? one : found), ratingsPerYear[0]!);
  return `${most.year} has most of them, ${percent(most.count / Math.max(1, total))}: a split by time is not a split by taste.`;
}

export function coldSentence({ coldStart, films, users }: Explore): string {
  const five = coldStart.find(({ fewerThan }) => fewerThan === 5) ?? coldStart[0];
  if (five === undefined) return 'Nothing is known.';
  if (five.films === 0 && five.users === 0)
    return `No film and nobody has fewer than ${five.fewerThan} ratings; there is something to learn from of everyone.`;
  return `${percent(five.films / Math.max(1, films))} of the films and ${percent(five.users / Math.max(1, users))} of the people have fewer than ${five.fewerThan} ratings; little can be learnt of them from ratings alone.`;
}
