import type { ReactNode } from 'react';
import { Menu, MenuItem, MenuTrigger, Popover } from 'react-aria-components';
import menu from './menu.module.css';

interface FileKind {
  readonly id: string;
  readonly words: string;
  readonly note: string;
}

export interface SaveMenuProps<Kind extends FileKind> {
  /** The button that opens it. */
  readonly children: ReactNode;
  readonly label?: string;
  readonly kinds: readonly Kind[];
  readonly placement?: 'bottom start' | 'bottom end';
  readonly onSave: (kind: Kind) => void;
}

/** The kinds of file that one thing can be saved as. */
export function SaveMenu<Kind extends FileKind>({ children, label, kinds, placement = 'bottom start', onSave }: SaveMenuProps<Kind>) {
  return (
    <MenuTrigger>
      {children}
      <Popover className={menu.popover ?? ''} placement={placement}>
        <Menu
          className={menu.list ?? ''}
          {...(label === undefined ? {} : { 'aria-label': label })}
          onAction={(key) => {
            const kind = kinds.find(({ id }) => id === key);
            if (kind !== undefined) onSave(kind);
          }}
        >
          {kinds.map(({ id, words, note }) => (
            <MenuItem key={id} id={id} textValue={words} className={menu.item ?? ''}>
              <span className={menu.word}>
                {words}
                <span className={menu.note}>{note}</span>
              </span>
            </MenuItem>
          ))}
        </Menu>
      </Popover>
    </MenuTrigger>
  );
}
