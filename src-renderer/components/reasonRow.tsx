import { ChevronDown } from 'lucide-react';
import { Button, Disclosure, DisclosurePanel } from 'react-aria-components';
import type { Reason } from '../../src-main/contract/shared.ts';
import { Icon } from './icon.tsx';
import { Poster } from './poster.tsx';
import styles from './reasonChip.module.css';
import { ReasonNumbers } from './reasonNumbers.tsx';
import { reasonWords } from './reasonWords.ts';

/** A reason on the film page: a row that opens in place. */
export function ReasonRow({ reason, isOpen = false }: { readonly reason: Reason; readonly isOpen?: boolean }) {
  const words = reasonWords(reason);
  return (
    <Disclosure className={styles.disclosure ?? ''} defaultExpanded={isOpen}>
      <Button slot="trigger" className={styles.rowHead ?? ''}>
        <span className={styles.rowPoster}>{words.film !== null && <Poster film={words.film} size="small" isDecorative />}</span>
        <span className={styles.rowWords}>
          {words.lead} <b>{words.strong}</b>
        </span>
        <span className={styles.short}>{words.short}</span>
        <Icon of={ChevronDown} className={styles.chevron} />
      </Button>
      <DisclosurePanel className={styles.rowPanel ?? ''}>
        <ReasonNumbers words={words} />
      </DisclosurePanel>
    </Disclosure>
  );
}
