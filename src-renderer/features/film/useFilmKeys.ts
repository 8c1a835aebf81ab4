import { useEffect, useRef } from 'react';
import { ratingIntent } from '../../components/ratingKeys.ts';

export interface FilmKeys {
  readonly stars: number | null;
  rate(stars: number): void;
  clear(): void;
  toggleWatchlist(): void;
  undo(): void;
  focusStars(): void;
}

/** 1 to 5 and `.` rate, R goes to the stars, W is the watchlist, Z undoes: anywhere on the page but in fields and dialogs. */
export function useFilmKeys(isOn: boolean, keys: FilmKeys): void {
  const latest = useRef(keys);
  latest.current = keys;
  useEffect(() => {
    if (!isOn) return;
    const onKeyDown = (event: KeyboardEvent): void => {
      const target = event.target;
      if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey) return;
      if (
        target instanceof HTMLElement &&
        target.closest('input, textarea, select, [contenteditable], [role="dialog"], [role="slider"], [role="menu"], [role="listbox"]')
      )
        return;
      if (document.querySelector('[role="dialog"], [role="alertdialog"]') !== null) return;
      const now = latest.current;
      const key = event.key.toLowerCase();
      if (key === 'r') now.focusStars();
      else if (key === 'w') now.toggleWatchlist();
      else {
        // Arrows scroll the page and Delete is too near to Backspace: neither rates from afar.
        if (!/^[1-5.,z]$/.test(key)) return;
        const intent = ratingIntent(event, now.stars);
        if (intent === null) return;
        if (intent.kind === 'set') now.rate(intent.stars);
        else if (intent.kind === 'undo') now.undo();
      }
      event.preventDefault();
    };
    window.addEventListener('keydown', onKeyDown);
    return () => window.removeEventListener('keydown', onKeyDown);
  }, [isOn]);
}
