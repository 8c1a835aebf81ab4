import { useEffect } from 'react';
import { useHasSingleKeys, useStores } from './hooks.tsx';

/** Z takes back the last change of the person's films, anywhere on the screen but in fields, menus and dialogs. */
export function useUndoKey(): void {
  const { ratings } = useStores();
  const hasKeys = useHasSingleKeys();
  useEffect(() => {
    if (!hasKeys) return;
    const onKeyDown = (event: KeyboardEvent): void => {
      if (event.defaultPrevented || event.repeat || event.ctrlKey || event.metaKey || event.altKey || event.key.toLowerCase() !== 'z')
        return;
      if (event.target instanceof Element && event.target.closest(ELSEWHERE) !== null) return;
      event.preventDefault();
      void ratings.undo();
    };
    window.addEventListener('keydown', onKeyDown);
    return () => window.removeEventListener('keydown', onKeyDown);
  }, [hasKeys, ratings]);
}

const ELSEWHERE = 'input:not([type="range"]), textarea, select, [contenteditable], [role="dialog"], [role="menu"], [role="listbox"]';
