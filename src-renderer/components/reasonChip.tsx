import { ChevronRight } from 'lucide-react';
import { Button, Dialog, DialogTrigger, Popover } from 'react-aria-components';
import type { Reason } from '../../src-main/contract/shared.ts';
import { classNames } from './classNames.ts';
import { Icon } from './icon.tsx';
import menu from './menu.module.css';
import { Poster } from './poster.tsx';
import styles from './reasonChip.module.css';
import { ReasonNumbers } from './reasonNumbers.tsx';
import { reasonWords } from './reasonWords.ts';

/** "Because you rated Heat 4.5": opens to the numbers behind it. */
export function ReasonChip({ reason }: { readonly reason: Reason }) {
  const words = reasonWords(reason);
  return (
    <DialogTrigger>
      <Button className={styles.chip ?? ''}>
        {words.film !== null && <Poster film={words.film} size="small" isDecorative className={styles.tiny} />}
        <span className={styles.words}>
          {words.lead} <b>{words.strong}</b>
        </span>
        <Icon of={ChevronRight} className={styles.chevron} />
      </Button>
      <Popover className={classNames(menu.popover, styles.popover)} placement="bottom start">
        <Dialog className={styles.dialog ?? ''} aria-label={`${words.lead} ${words.strong}: the numbers`}>
          <p className={styles.heading}>
            {words.lead} <b>{words.strong}</b>
          </p>
          <ReasonNumbers words={words} />
        </Dialog>
      </Popover>
    </DialogTrigger>
  );
}
