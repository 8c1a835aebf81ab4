import { type RefObject, useEffect, useRef } from 'react';
import { Dialog, Popover } from 'react-aria-components';
import type { Film } from '../../src-main/contract/shared.ts';
import { Button } from './button.tsx';
import menu from './menu.module.css';
import styles from './posterCard.module.css';
import { RatingControl } from './ratingControl.tsx';

export interface RatePopoverProps {
  readonly film: Film;
  readonly stars: number | null;
  readonly triggerRef: RefObject<HTMLElement | null>;
  readonly isOpen: boolean;
  readonly onOpenChange: (isOpen: boolean) => void;
  readonly onRate: (stars: number) => void;
  readonly onClear: () => void;
  readonly onUndo: () => void;
  readonly onNotForMe: () => void;
}

/** The stars over a card or beside a button, with the focus on them. A press closes it; keys leave it open, so that a half can be added, and Enter closes it. */
export function RatePopover(props: RatePopoverProps) {
  const { film, triggerRef, isOpen, onOpenChange } = props;
  return (
    <Popover className={menu.popover ?? ''} triggerRef={triggerRef} isOpen={isOpen} onOpenChange={onOpenChange} placement="top">
      <Dialog className={styles.rate ?? ''} aria-label={`Rate ${film.title}`}>
        <Inside {...props} />
      </Dialog>
    </Popover>
  );
}

function Inside({ film, stars, onOpenChange, onRate, onClear, onUndo, onNotForMe }: RatePopoverProps) {
  const control = useRef<HTMLDivElement>(null);
  useEffect(() => control.current?.focus(), []);
  return (
    <>
      <RatingControl
        ref={control}
        label={`Your rating for ${film.title}`}
        stars={stars}
        onRate={(next, by) => {
          onRate(next);
          if (by === 'pointer') onOpenChange(false);
        }}
        onClear={onClear}
        onUndo={onUndo}
        onDone={() => onOpenChange(false)}
      />
      <Button
        look="quiet"
        size="small"
        onPress={() => {
          onNotForMe();
          onOpenChange(false);
        }}
      >
        Not for me
      </Button>
    </>
  );
}
