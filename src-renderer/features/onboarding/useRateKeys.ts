import { ratingIntent } from '../../components/ratingKeys.ts';
import { useWindowKeys } from '../../stores/useWindowKeys.ts';

export interface RateKeys {
  readonly isOn: boolean;
  readonly stars: number | null;
  readonly onSet: (stars: number, by: 'digit' | 'half') => void;
  readonly onClear: () => void;
  readonly onUndo: () => void;
  readonly onNotSeen: () => void;
}

/** The keys of the whole screen: 1 to 5, `.`, N, Z, Delete. Not while typing, and not with a modifier. */
export function useRateKeys({ isOn, stars, onSet, onClear, onUndo, onNotSeen }: RateKeys): void {
  const answer = (event: KeyboardEvent): boolean => {
    if (event.key === 'n' || event.key === 'N') {
      onNotSeen();
      return true;
    }
    const intent = ratingIntent(event, stars);
    // Arrows, Home and End scroll the page unless the stars have the focus.
    if (intent === null || (intent.kind === 'set' && intent.by === 'arrow')) return false;
    if (intent.kind === 'set') onSet(intent.stars, intent.by === 'half' ? 'half' : 'digit');
    else if (intent.kind === 'clear') onClear();
    else onUndo();
    return true;
  };
  useWindowKeys(isOn, answer);
}
