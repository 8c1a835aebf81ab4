import { useHasSingleKeys, useStores } from './hooks.tsx';
import { TYPING_LETTERS, useWindowKeys } from './useWindowKeys.ts';

/** Z takes back the last change of the person's films, anywhere on the screen but in fields, menus and dialogs. */
export function useUndoKey(): void {
  const { ratings } = useStores();
  const undo = (event: KeyboardEvent): boolean => {
    if (event.key.toLowerCase() !== 'z') return false;
    void ratings.undo();
    return true;
  };
  useWindowKeys(useHasSingleKeys(), undo, TYPING_LETTERS);
}
