import { useEffect, useState } from 'react';
import { useHasSingleKeys } from '../../stores/hooks.tsx';
import { FIELDS, isWithin } from '../../stores/useWindowKeys.ts';
import { CommandPalette } from './commandPalette.tsx';
import { ShortcutSheet } from './shortcutSheet.tsx';

/** The event by which the bar's field asks for the palette. */
export const SEARCH_EVENT = 'marquee:find';

/** The command palette (Ctrl-K, the bar's field) and the sheet of all keys (?), above every screen. */
export function Search() {
  const [open, setOpen] = useState<'palette' | 'keys' | null>(null);
  // Each opening begins with an empty field, also while the last one is still fading.
  const [openings, setOpenings] = useState(0);
  const hasSingleKeys = useHasSingleKeys();
  useEffect(() => {
    const find = (): void => {
      setOpenings((count) => count + 1);
      setOpen('palette');
    };
    const onKeyDown = (event: KeyboardEvent): void => {
      if ((event.ctrlKey || event.metaKey) && !event.altKey && !event.shiftKey && event.key.toLowerCase() === 'k') {
        event.preventDefault();
        if (open === 'palette') setOpen(null);
        else find();
      } else if (event.key === '?' && hasSingleKeys && !event.ctrlKey && !event.metaKey && !isWithin(event.target, FIELDS)) {
        event.preventDefault();
        setOpen('keys');
      }
    };
    window.addEventListener(SEARCH_EVENT, find);
    window.addEventListener('keydown', onKeyDown);
    return () => {
      window.removeEventListener(SEARCH_EVENT, find);
      window.removeEventListener('keydown', onKeyDown);
    };
  }, [hasSingleKeys, open]);
  return (
    <>
      <CommandPalette key={openings} isOpen={open === 'palette'} onClose={() => setOpen(null)} onShowKeys={() => setOpen('keys')} />
      <ShortcutSheet isOpen={open === 'keys'} onClose={() => setOpen(null)} />
    </>
  );
}
