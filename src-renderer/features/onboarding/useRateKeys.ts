import { useEffect, useRef } from 'react';
import { ratingIntent } from '../../components/ratingKeys.ts';

export interface RateKeys {
  readonly isOn: boolean;
  readonly stars: number | null;
  readonly onSet: (stars: number, by: 'digit' | 'half') => void;
  readonly onClear: () => void;
  readonly onUndo: () => void;
  readonly onNotSeen: () => void;
}

/** The keys of the whole screen: 1 to 5, `.`, N, Z, Delete. Not while typing, and not with a modifier. */
export function useRateKeys(keys: RateKeys): void {
  const latest = useRef(keys);
  useEffect(() => {
    latest.current = keys;
  });
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent): void => {
      const { isOn, stars, onSet, onClear, onUndo, onNotSeen } = latest.current;
      const target = event.target instanceof Element ? event.target : null;
      if (
        !isOn ||
        event.defaultPrevented ||
        event.repeat ||
        target?.closest('input, textarea, [role="dialog"], [role="listbox"], [role="menu"]') != null
      )
        return;
      if (event.ctrlKey || event.metaKey || event.altKey) return;
      if (event.key === 'n' || event.key === 'N') {
        event.preventDefault();
        return onNotSeen();
      }
      const intent = ratingIntent(event, stars);
      // Arrows, Home and End scroll the page unless the stars have the focus.
      if (intent === null || (intent.kind === 'set' && intent.by === 'arrow')) return;
      event.preventDefault();
      if (intent.kind === 'set') onSet(intent.stars, intent.by === 'half' ? 'half' : 'digit');
      else if (intent.kind === 'clear') onClear();
      else onUndo();
    };
    window.addEventListener('keydown', onKeyDown);
    return () => window.removeEventListener('keydown', onKeyDown);
  }, []);
}
