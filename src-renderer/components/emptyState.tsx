import type { ReactNode } from 'react';
import styles from './states.module.css';

export interface EmptyStateProps {
  readonly title: string;
  readonly children: ReactNode;
  /** The one button. */
  readonly action?: ReactNode;
}

/** A few dashed poster outlines, one sentence, one button. */
export function EmptyState({ title, children, action }: EmptyStateProps) {
  return (
    <section className={styles.empty}>
      <div className={styles.outlines} aria-hidden="true">
        <i />
        <i />
        <i />
        <i />
      </div>
      <h2 className={styles.emptyTitle}>{title}</h2>
      <p>{children}</p>
      {action}
    </section>
  );
}
