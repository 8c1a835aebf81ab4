import type { ReactNode } from 'react';
import { classNames } from '../components/classNames.ts';
import styles from './strip.module.css';

export interface StripProps {
  /** It stays in sight while the page is scrolled. */
  readonly isUrgent?: boolean;
  /** A sentence and what can be done. */
  readonly children: ReactNode;
}

/** A sentence about the whole app, above every screen. */
export function Strip({ isUrgent = false, children }: StripProps) {
  return (
    <div className={classNames(styles.strip, isUrgent && styles.urgent)} role={isUrgent ? 'alert' : 'status'}>
      {children}
    </div>
  );
}
