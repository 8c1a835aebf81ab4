import { useEffect, useRef } from 'react';

/** Where keys are letters. */
export const FIELDS = 'input, textarea, select, [contenteditable]';
const OVERLAYS = '[role="dialog"], [role="menu"], [role="listbox"]';

/** Where single keys are letters, or belong to what is open above the screen. */
export const TYPING = `${FIELDS}, ${OVERLAYS}`;
/** The same, but for sliders, which leave letters alone. */
export const TYPING_LETTERS = `${FIELDS.replace('input', 'input:not([type="range"])')}, ${OVERLAYS}`;

export const isWithin = (target: EventTarget | null, selector: string): boolean =>
  target instanceof Element && target.closest(selector) !== null;

/**
 * The single keys of a whole screen: not with a modifier, not while held down, not inside of `except`, and not where something
 * nearer has answered. `answer` says whether the key was one of its own; the page then does nothing else with it.
 */
export function useWindowKeys(isOn: boolean, answer: (event: KeyboardEvent) => boolean, except = TYPING): void {
  const latest = useRef(answer);
  useEffect(() => {
    latest.current = answer;
  });
  useEffect(() => {
    if (!isOn) return;
    const onKeyDown = (event: KeyboardEvent): void => {
      if (event.defaultPrevented || event.repeat || event.ctrlKey || event.metaKey || event.altKey) return;
      if (!isWithin(event.target, except) && latest.current(event)) event.preventDefault();
    };
    window.addEventListener('keydown', onKeyDown);
    return () => window.removeEventListener('keydown', onKeyDown);
  }, [isOn, except]);
}
