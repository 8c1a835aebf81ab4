import { Check } from 'lucide-react';
import type { ReactNode } from 'react';
import { ToggleButton } from 'react-aria-components';
import styles from './chip.module.css';
import { Icon } from './icon.tsx';

export interface ChipProps {
  readonly isSelected: boolean;
  readonly onChange: (isSelected: boolean) => void;
  readonly children: ReactNode;
}

/** A choice that is on or off. On shows a check: colour is never the only sign. */
export function Chip({ isSelected, onChange, children }: ChipProps) {
  return (
    <ToggleButton className={styles.chip ?? ''} isSelected={isSelected} onChange={onChange}>
      {isSelected && <Icon of={Check} className={styles.check} />}
      {children}
    </ToggleButton>
  );
}
