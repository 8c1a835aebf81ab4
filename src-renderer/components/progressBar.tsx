import { ProgressBar as AriaProgressBar } from 'react-aria-components';
import styles from './progressBar.module.css';

export interface ProgressBarProps {
  readonly label: string;
  readonly done: number;
  /** Null while the end is not known. */
  readonly total: number | null;
  readonly isResting?: boolean;
}

/** A thin amber bar. Words beside it say how far; never a percentage. */
export function ProgressBar({ label, done, total, isResting = false }: ProgressBarProps) {
  const share = total === null || total <= 0 ? 0 : Math.min(1, done / total);
  return (
    <AriaProgressBar aria-label={label} value={share * 100} isIndeterminate={total === null} className={styles.track ?? ''}>
      <i className={isResting ? styles.resting : undefined} style={{ transform: `scaleX(${share})` }} />
    </AriaProgressBar>
  );
}
