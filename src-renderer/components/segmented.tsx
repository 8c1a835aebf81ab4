import type { LucideIcon } from 'lucide-react';
import { type Key, ToggleButton, ToggleButtonGroup } from 'react-aria-components';
import { Icon } from './icon.tsx';
import styles from './segmented.module.css';

export interface SegmentedProps<Id extends Key> {
  readonly label: string;
  readonly options: readonly { readonly id: Id; readonly label: string; readonly icon?: LucideIcon }[];
  readonly value: Id;
  readonly onChange: (value: Id) => void;
}

/** One of two or three, all in sight. */
export function Segmented<Id extends Key>({ label, options, value, onChange }: SegmentedProps<Id>) {
  return (
    <ToggleButtonGroup
      className={styles.group ?? ''}
      aria-label={label}
      selectionMode="single"
      disallowEmptySelection
      selectedKeys={[value]}
      onSelectionChange={(keys) => {
        const chosen = options.find((option) => keys.has(option.id));
        if (chosen !== undefined) onChange(chosen.id);
      }}
    >
      {options.map((option) => (
        <ToggleButton key={option.id} id={option.id} className={styles.part ?? ''}>
          {option.icon !== undefined && <Icon of={option.icon} />}
          {option.label}
        </ToggleButton>
      ))}
    </ToggleButtonGroup>
  );
}
