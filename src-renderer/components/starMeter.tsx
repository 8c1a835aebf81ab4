import type { Guess } from '../../src-main/contract/shared.ts';
import { formatGuess, formatStars } from './numberWords.ts';
import styles from './starMeter.module.css';

const WIDTH = 240;
const MARKS = [0.5, 1, 2, 3, 4, 5] as const;
const TICKS = [0.5, 1, 1.5, 2, 2.5, 3, 3.5, 4, 4.5, 5] as const;
const place = (stars: number): number => 4 + ((stars - 0.5) / 4.5) * (WIDTH - 8);

export interface StarMeterProps {
  readonly guess: Guess;
  /** The person's own rating, once given: an amber dot. */
  readonly ownStars?: number | null;
}

/** A ruler from a half to five: the guess as an ink tick, its two-in-three interval as a bar, the own rating as a dot. */
export function StarMeter({ guess, ownStars = null }: StarMeterProps) {
  const { stars, interval } = guess;
  return (
    <div className={styles.meter} role="img" aria-label={meterText(guess, ownStars)}>
      <svg viewBox={`0 0 ${WIDTH} 24`} preserveAspectRatio="none" aria-hidden="true" focusable="false">
        <path className={styles.line} d={`M4 15H${WIDTH - 4}`} />
        {TICKS.map((tick) => (
          <path key={tick} className={styles.line} d={`M${place(tick)} 15v${Number.isInteger(tick) ? 6 : 3}`} />
        ))}
        {interval !== null && (
          <rect
            className={styles.bar}
            x={place(interval.low)}
            y="6"
            width={Math.max(2, place(interval.high) - place(interval.low))}
            height="6"
            rx="3"
          />
        )}
        {stars !== null && <rect className={styles.tick} x={place(stars) - 2} y="2" width="4" height="14" rx="2" />}
        {ownStars !== null && <circle className={styles.own} cx={place(ownStars)} cy="9" r="4.5" />}
      </svg>
      <div className={styles.marks} aria-hidden="true">
        {MARKS.map((mark) => (
          <span key={mark} style={{ left: `${(place(mark) / WIDTH) * 100}%` }}>
            {mark === 0.5 ? '½' : mark}
          </span>
        ))}
      </div>
    </div>
  );
}

/** The meter in words. */
export function meterText(guess: Guess, ownStars: number | null): string {
  const parts: string[] = [];
  if (guess.stars !== null) parts.push(`You would give it about ${formatGuess(guess.stars)}`);
  if (guess.interval !== null)
    parts.push(`two times in three between ${formatGuess(guess.interval.low)} and ${formatGuess(guess.interval.high)}`);
  if (ownStars !== null) parts.push(`you gave it ${formatStars(ownStars)}`);
  return parts.length === 0 ? 'No guess yet' : parts.join(', ');
}
