import { type ReactNode, useId } from 'react';
import styles from './settings.module.css';

/** A heading and the settings below it. */
export function Group({ title, children }: { readonly title: string; readonly children: ReactNode }) {
  const id = useId();
  return (
    <section className={styles.group} aria-labelledby={id}>
      <h2 id={id}>{title}</h2>
      {children}
    </section>
  );
}

export interface SettingProps {
  readonly label: string;
  /** Below, in small: what it does. */
  readonly help?: ReactNode;
  readonly children: ReactNode;
}

/** Label left, control right, help in small below. */
export function Setting({ label, help, children }: SettingProps) {
  return (
    <div className={styles.setting}>
      <div className={styles.words}>
        <p className={styles.label}>{label}</p>
        {help !== undefined && <p className={styles.help}>{help}</p>}
      </div>
      <div className={styles.control}>{children}</div>
    </div>
  );
}
