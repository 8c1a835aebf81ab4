import { ArrowDown, ArrowUp } from 'lucide-react';
import { Icon } from './icon.tsx';
import styles from './sortHead.module.css';

export interface SortHeadProps {
  readonly name: string;
  /** How the table is sorted by this column; null where it is not. */
  readonly sorted: 'ascending' | 'descending' | null;
  readonly onSort: () => void;
  readonly className?: string | undefined;
}

/** The head of a column that sorts when it is pressed. */
export function SortHead({ name, sorted, onSort, className }: SortHeadProps) {
  return (
    <span role="columnheader" className={className} aria-sort={sorted ?? 'none'}>
      <button type="button" className={styles.sort} onClick={onSort}>
        {name}
        {sorted !== null && <Icon of={sorted === 'descending' ? ArrowDown : ArrowUp} />}
      </button>
    </span>
  );
}
