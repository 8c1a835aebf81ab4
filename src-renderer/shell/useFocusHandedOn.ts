import { useEffect } from 'react';
import { successor, takenFrom } from './focusSuccessor.ts';

/**
 * What had the focus and is taken away hands it to what stands in its place: the next film of a list, the same button of what came
 * instead. Otherwise the focus falls to the page, and whoever uses the keyboard begins again at its top.
 */
export function useFocusHandedOn(): void {
  useEffect(() => {
    const root = document.querySelector<HTMLElement>('#root');
    if (root === null) return;
    /** The last element of the page, not of what lies above it, that had the focus. */
    let last: HTMLElement | null = null;
    /** Where in the main part it was before it went to a notice or to the bar. */
    let former: HTMLElement | null = null;
    let address = '';
    let place: ReturnType<typeof takenFrom> = null;
    let timer: ReturnType<typeof setTimeout> | undefined;
    const isNowhere = (): boolean => document.activeElement === null || document.activeElement === document.body;

    const onFocusIn = (event: FocusEvent): void => {
      if (!(event.target instanceof HTMLElement) || !root.contains(event.target)) return;
      if (last?.closest('#main') != null) former = last;
      last = event.target;
      address = location.hash;
      place = null;
    };
    const onFocusOut = (event: FocusEvent): void => {
      if (event.relatedTarget !== null) return;
      // A press on nothing lets go of the focus; of what is removed the same event is heard, and a moment later it is gone.
      queueMicrotask(() => {
        if (last !== null && last === event.target && last.isConnected && isNowhere() && document.hasFocus()) last = null;
      });
    };
    const giveOn = (): void => {
      timer = undefined;
      if (last === null || !isNowhere()) return;
      if (last.isConnected) {
        // What closed above the page could not give it back: its opener was disabled at that moment.
        if (!last.matches(':disabled') && !isCovered(root)) last.focus();
        return;
      }
      // Another screen says by itself where it begins.
      if (location.hash !== address) return;
      const isOutside = place !== null && place.parent.closest('#main') === null;
      const next = isOutside ? former : place === null ? null : successor(place, last);
      if (next?.isConnected === true) next.focus();
      else document.querySelector<HTMLElement>('#main')?.focus({ preventScroll: true });
    };
    // A moment later: between two elements the focus is nowhere too, and some lists look after it themselves.
    const observer = new MutationObserver((changes) => {
      if (last === null) return;
      if (!last.isConnected) place = takenFrom(changes, last) ?? place;
      if (isNowhere()) timer ??= setTimeout(giveOn);
    });

    document.addEventListener('focusin', onFocusIn);
    document.addEventListener('focusout', onFocusOut);
    observer.observe(document.body, { childList: true, subtree: true, attributes: true, attributeFilter: ['disabled'] });
    return () => {
      document.removeEventListener('focusin', onFocusIn);
      document.removeEventListener('focusout', onFocusOut);
      observer.disconnect();
      clearTimeout(timer);
    };
  }, []);
}

/** Whether a dialog or a menu stands above the page. */
const isCovered = (root: HTMLElement): boolean =>
  [...document.querySelectorAll('[role="dialog"], [role="alertdialog"], [role="menu"], [role="listbox"]')].some(
    (one) => !root.contains(one),
  );
