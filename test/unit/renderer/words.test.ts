import { describe, expect, it } from 'vitest';
import type { Job } from '../../../src-main/contract/jobs.ts';
import type { Film, Guess } from '../../../src-main/contract/shared.ts';
import { cardName, factsLine, starsText } from '../../../src-renderer/components/filmWords.ts';
import { fameWords, varietyWords } from '../../../src-renderer/components/filterWords.ts';
import { barSentence } from '../../../src-renderer/components/jobWords.ts';
import { movements, movementText } from '../../../src-renderer/components/movement.ts';
import { formatDuration, formatPercent } from '../../../src-renderer/components/numberWords.ts';
import { reasonWords } from '../../../src-renderer/components/reasonWords.ts';
import { meterText } from '../../../src-renderer/components/starMeter.tsx';
import { orderedBy } from '../../../src-renderer/features/discover/orderedBy.ts';
import { greeting, unusedName } from '../../../src-renderer/features/onboarding/greeting.ts';
import { senseLine } from '../../../src-renderer/stores/onboardingStore.ts';
import { NOTHING_SAID } from '../../../src-renderer/stores/ratingsStore.ts';

const film: Film = {
  filmId: 7587,
  title: 'Le Samouraï',
  originalTitle: 'The Godson',
  rawTitle: 'Samouraï, Le (Godson, The) (1967)',
  year: 1967,
  genres: ['Crime', 'Film-Noir', 'Sci-Fi'],
  posterUrl: null,
};
const guess: Guess = { stars: 4.42, interval: { low: 3.7, high: 4.9 }, uncertain: false, match: 0.934 };

describe('what the bar says of jobs', () => {
  const job = (title: string, state: Job['state'], finishedAt: number | null, secondsLeft: number | null = null) =>
    ({ title, state, createdAt: 1, finishedAt, secondsLeft }) as Job;

  it('is the nearest one and its time while one is under way', () => {
    const jobs = [job('Train ALS', 'running', null, 300), job('Paint Fargo', 'running', null, 7), job('Import', 'done', 9)];
    expect(barSentence(jobs)).toEqual({ what: 'Paint Fargo', time: '7 seconds left' });
    expect(barSentence([job('Train ALS', 'queued', null)])).toEqual({ what: 'Train ALS', time: '' });
  });

  it('names what ended last, or what is paused, when nothing is', () => {
    expect(barSentence([job('Paint Fargo', 'done', 8), job('Train ALS', 'failed', 9)]).what).toBe('Stopped: Train ALS');
    expect(barSentence([job('Paint Fargo', 'done', 8), job('Train ALS', 'paused', null)]).what).toBe('Paused: Train ALS');
    expect(barSentence([job('Paint Fargo', 'done', 8)]).what).toBe('Done: Paint Fargo');
  });
});

describe('what a card says', () => {
  it('names film, year, guess and match', () => {
    expect(cardName(film, NOTHING_SAID, guess)).toBe('Le Samouraï, 1967, predicted 4.4, match 93 percent');
  });

  it('shows no prediction on a rated film', () => {
    expect(cardName(film, { ...NOTHING_SAID, stars: 4.5, watchlist: true }, guess)).toBe(
      'Le Samouraï, 1967, you rated it 4.5, on your watchlist',
    );
  });

  it('writes genres as a sentence does', () => {
    expect(factsLine(film)).toBe('1967. Crime, film noir, sci-fi.');
    expect(factsLine({ ...film, year: null, genres: ['(no genres listed)'] })).toBe('');
  });

  it('says the meter in words, with what is missing left out', () => {
    expect(meterText(guess, null)).toBe('You would give it about 4.4, two times in three between 3.7 and 4.9');
    expect(meterText({ ...guess, interval: null }, 5)).toBe('You would give it about 4.4, you gave it 5');
    expect(starsText(null)).toBe('Not rated');
    expect(starsText(1)).toBe('1 star');
    expect(starsText(4.5)).toBe('4.5 stars');
  });
});

describe('numbers', () => {
  it('never shows a chance as certain', () => {
    expect(formatPercent(0)).toBe('1 %');
    expect(formatPercent(0.999)).toBe('99 %');
  });

  it('says times as people do', () => {
    expect([0.2, 2, 240, 7200].map(formatDuration)).toEqual(['1 second', '2 seconds', '4 min', '2 h']);
  });

  it('puts sliders into words', () => {
    expect([0, 0.2, 0.6, 1].map(varietyWords)).toEqual(['As ranked', 'A little varied', 'Varied', 'Very varied']);
    expect([-1, -0.5, 0, 0.5, 1].map(fameWords)).toEqual(['Lesser known', 'Lean to lesser known', 'As ranked', 'Lean to famous', 'Famous']);
  });
});

describe('the list beside the question', () => {
  it('says how rows moved', () => {
    const moved = movements([1, 2, 3], [3, 1, 4, 2]);
    expect(moved.map(movementText)).toEqual(['up 2', 'down 1', 'new', 'down 2']);
    expect(movements([1], [1]).map(movementText)).toEqual(['same']);
  });

  it('says nothing of movement without a list before', () => {
    expect(movements(null, [1, 2]).map(movementText)).toEqual(['', '']);
  });

  it('has the four lines of the design', () => {
    expect([1, 3, 7, 15].map(senseLine)).toEqual([
      '1 rated. A first guess.',
      '3 rated. Taking shape.',
      '7 rated. Your list is getting sharper.',
      '15 rated. This is a good list now. More ratings still help.',
    ]);
  });
});

describe('a reason', () => {
  it('opens to the three numbers, with decimals enough to see the difference', () => {
    const words = reasonWords({ kind: 'rated-film', film, stars: 4.5, scoreWith: 0.0121, scoreWithout: 0.0102, placesLost: 3 });
    expect(words.strong).toBe('Le Samouraï 4.5');
    expect(words.lines.map((line) => line.value)).toEqual(['0.0121', '0.0102', '+ 0.0019']);
    expect(words.note).toContain('3 places lower');
  });

  it('of a group names its size', () => {
    const words = reasonWords({ kind: 'people-like-you', groups: ['women', '25 to 34'], people: 412, groupMean: 4.31, overallMean: 4.02 });
    expect(words.lines[0]?.label).toBe('Their mean (412 people)');
    expect(words.short).toBe('+ 0.29');
  });
});

describe('what the order of Discover rests on', () => {
  const profile = {
    profileId: 'p',
    name: 'Ines',
    age: null,
    gender: null,
    occupation: 2,
    createdAt: 0,
    numRatings: 0,
    numWatchlist: 0,
    numHidden: 0,
  };
  it('is said truly', () => {
    expect(orderedBy(9742, 34, profile)).toBe('9,742 films, ordered by your 34 ratings');
    expect(orderedBy(9742, 1, profile)).toBe('9,742 films, ordered by your 1 rating');
    expect(orderedBy(9742, 0, profile)).toBe('9,742 films, ordered by what people like you rated highly');
    expect(orderedBy(9742, 0, { ...profile, occupation: null })).toBe('9,742 films, ordered by what many people rated highly');
  });
});

describe('the first start', () => {
  it('greets by the hour', () => {
    expect([6, 13, 22, 3].map(greeting)).toEqual(['Good morning.', 'Good afternoon.', 'Good evening.', 'Good evening.']);
  });

  it('finds a name that is free', () => {
    expect(unusedName([])).toBe('Me');
    expect(unusedName(['me', 'Me 2'])).toBe('Me 3');
  });
});
