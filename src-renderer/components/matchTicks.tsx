import { formatPercent } from './numberWords.ts';
import styles from './matchTicks.module.css';

export interface MatchTicksProps {
  /** The calibrated chance that the person, having seen the film, rates it at or above their own mean; null under 3 ratings. */
  readonly match: number | null;
}

/** Ten upright ticks in ink and the number. Never stars, never amber. */
export function MatchTicks({ match }: MatchTicksProps) {
  if (match === null) return <span className={styles.early}>Too early to say</span>;
  const lit = Math.round(match * 10);
  return (
    <span className={styles.match}>
      <svg viewBox="0 0 49 10" aria-hidden="true" focusable="false">
        {Array.from({ length: 10 }, (_, index) => (
          <rect key={index} className={index < lit ? styles.on : styles.off} x={index * 5} width="3" height="10" />
        ))}
      </svg>
      {formatPercent(match)}
    </span>
  );
}
