import { classNames } from './classNames.ts';
import styles from './bulbs.module.css';

export interface BulbsProps {
  readonly lit: number;
  readonly total: number;
  readonly size?: 'normal' | 'small';
}

/** Lit for what is done. Decorative: a number or a sentence beside them says the same. */
export function Bulbs({ lit, total, size = 'normal' }: BulbsProps) {
  return (
    <span className={classNames(styles.bulbs, styles[size])} aria-hidden="true">
      {Array.from({ length: total }, (_, index) => (
        <i key={index} className={index < lit ? styles.on : undefined} />
      ))}
    </span>
  );
}
