import type { LucideIcon } from 'lucide-react';
import { classNames } from './classNames.ts';
import styles from './icon.module.css';

/** A line icon beside a word; it says nothing by itself. */
export function Icon({ of: Drawing, className }: { readonly of: LucideIcon; readonly className?: string | undefined }) {
  return <Drawing className={classNames(styles.icon, className)} strokeWidth={1.8} aria-hidden="true" focusable="false" />;
}
