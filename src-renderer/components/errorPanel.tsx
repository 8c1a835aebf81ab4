import { TriangleAlert } from 'lucide-react';
import type { ReactNode } from 'react';
import type { AppErrorShape } from '../../src-main/contract/errors.ts';
import { errorTitle } from './errorWords.ts';
import { Icon } from './icon.tsx';
import styles from './states.module.css';

export interface ErrorPanelProps {
  readonly error: AppErrorShape;
  readonly title?: string;
  /** One or two buttons. */
  readonly children?: ReactNode;
}

/** In place: what happened, why, what to do. */
export function ErrorPanel({ error, title, children }: ErrorPanelProps) {
  return (
    <section className={styles.error} role="alert">
      <h2 className={styles.errorTitle}>
        <Icon of={TriangleAlert} />
        {title ?? errorTitle(error.code)}
      </h2>
      <p>{error.message}</p>
      {children !== undefined && <div className={styles.actions}>{children}</div>}
    </section>
  );
}
