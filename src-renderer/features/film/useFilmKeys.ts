import { ratingIntent } from '../../components/ratingKeys.ts';
import { TYPING, useWindowKeys } from '../../stores/useWindowKeys.ts';

export interface FilmKeys {
  readonly stars: number | null;
  rate(stars: number): void;
  clear(): void;
  toggleWatchlist(): void;
  undo(): void;
  focusStars(): void;
}

const TYPING_OR_SLIDING = `${TYPING}, [role="slider"]`;

/** 1 to 5 and `.` rate, R goes to the stars, W is the watchlist, Z undoes: anywhere on the page but in fields and dialogs. */
export function useFilmKeys(isOn: boolean, keys: FilmKeys): void {
  const answer = (event: KeyboardEvent): boolean => {
    if (document.querySelector('[role="dialog"], [role="alertdialog"]') !== null) return false;
    const key = event.key.toLowerCase();
    if (key === 'r') keys.focusStars();
    else if (key === 'w') keys.toggleWatchlist();
    else {
      // Arrows scroll the page and Delete is too near to Backspace: neither rates from afar.
      const intent = /^[1-5.,z]$/.test(key) ? ratingIntent(event, keys.stars) : null;
      if (intent === null) return false;
      if (intent.kind === 'set') keys.rate(intent.stars);
      else if (intent.kind === 'undo') keys.undo();
    }
    return true;
  };
  useWindowKeys(isOn, answer, TYPING_OR_SLIDING);
}
