import { differenceFrom } from './byDifference.ts';
import styles from './shelfTable.module.css';

export interface AgainstGuessProps {
  readonly stars: number;
  /** What would have been guessed without this rating; undefined while it is asked for, null where there is no guess. */
  readonly guess: number | null | undefined;
}

/** Widest bar: two stars away on either side. */
const FULL = 2;

/** The rating less the guess, as a bar from the middle and in figures. */
export function AgainstGuess({ stars, guess }: AgainstGuessProps) {
  if (guess === undefined) return null;
  if (guess === null) return <span title="No model that predicts stars knows this film">–</span>;
  const difference = differenceFrom(stars, guess);
  const width = `${(Math.min(FULL, Math.abs(difference)) / FULL) * 50}%`;
  return (
    <>
      <span className={styles.difference} aria-hidden="true">
        <i style={difference < 0 ? { right: '50%', width } : { left: '50%', width }} />
      </span>
      <span className={styles.differenceValue}>{differenceWords(difference)}</span>
    </>
  );
}

/** "+0.7", "−0.3", "0.0". */
export function differenceWords(difference: number): string {
  if (Math.abs(difference) < 0.05) return '0.0';
  return `${difference < 0 ? '−' : '+'}${Math.abs(difference).toFixed(1)}`;
}
