import { Plus } from 'lucide-react';
import { Button as AriaButton, Dialog, DialogTrigger, ListBox, ListBoxItem, Popover } from 'react-aria-components';
import { Chip } from './chip.tsx';
import chip from './chip.module.css';
import { classNames } from './classNames.ts';
import styles from './filterBar.module.css';
import { Icon } from './icon.tsx';
import menu from './menu.module.css';
import { formatCount } from './numberWords.ts';

export interface GenreChipsProps {
  readonly chosen: readonly string[];
  readonly genres: readonly { readonly name: string; readonly numFilms: number }[];
  readonly onChange: (chosen: string[]) => void;
}

/** The chosen genres as chips that can be taken off, and a list to choose more from. */
export function GenreChips({ chosen, genres, onChange }: GenreChipsProps) {
  return (
    <div className={styles.genres}>
      {chosen.map((name) => (
        <Chip key={name} isSelected onChange={() => onChange(chosen.filter((genre) => genre !== name))}>
          {name}
        </Chip>
      ))}
      <DialogTrigger>
        <AriaButton className={chip.chip ?? ''}>
          <Icon of={Plus} className={styles.plus} />
          Genre
        </AriaButton>
        <Popover className={menu.popover ?? ''} placement="bottom start">
          <Dialog className={styles.genreDialog ?? ''} aria-label="Genres">
            <ListBox
              className={classNames(menu.list, menu.ticks, styles.genreList)}
              aria-label="Genres"
              selectionMode="multiple"
              // Escape closes the popover; it does not take the choices away.
              escapeKeyBehavior="none"
              selectedKeys={[...chosen]}
              onSelectionChange={(keys) => onChange(genres.map(({ name }) => name).filter((name) => keys === 'all' || keys.has(name)))}
              autoFocus="first"
            >
              {genres.map(({ name, numFilms }) => (
                <ListBoxItem key={name} id={name} textValue={name} className={menu.item ?? ''}>
                  <span className={menu.word}>{name}</span>
                  <span className={styles.count}>{formatCount(numFilms)}</span>
                </ListBoxItem>
              ))}
            </ListBox>
          </Dialog>
        </Popover>
      </DialogTrigger>
    </div>
  );
}
