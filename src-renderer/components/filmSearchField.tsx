import { Search } from 'lucide-react';
import { memo, useEffect, useRef, useState } from 'react';
import { ComboBox, Input, Label, ListBox, ListBoxItem, Popover } from 'react-aria-components';
import type { SearchHit } from '../../src-main/contract/catalog.ts';
import type { Film } from '../../src-main/contract/shared.ts';
import { classNames } from './classNames.ts';
import field from './field.module.css';
import { Icon } from './icon.tsx';
import menu from './menu.module.css';
import { formatStars } from './numberWords.ts';
import { Poster } from './poster.tsx';
import styles from './filmSearchField.module.css';

const WAIT_MS = 60;

export interface FilmSearchFieldProps {
  /** Its name to a screen reader. */
  readonly label: string;
  /** The name stands above the field too. */
  readonly hasLabel?: boolean;
  readonly placeholder: string;
  readonly className?: string | undefined;
  /** The best hits for some letters. */
  readonly search: (query: string) => Promise<readonly SearchHit[]>;
  readonly onChoose: (film: Film) => void;
}

/** Any film of the catalogue, by title, with or without its year. */
export const FilmSearchField = memo(function FilmSearchField({
  label,
  hasLabel = false,
  placeholder,
  className,
  search,
  onChoose,
}: FilmSearchFieldProps) {
  const [text, setText] = useState('');
  const [hits, setHits] = useState<readonly SearchHit[]>([]);
  const [hasAnswered, setHasAnswered] = useState(false);
  const turn = useRef(0);

  useEffect(() => {
    const mine = ++turn.current;
    const query = text.trim();
    if (query === '') return;
    const timer = setTimeout(() => {
      search(query).then(
        (found) => {
          if (mine !== turn.current) return;
          setHits(found);
          setHasAnswered(true);
        },
        () => mine === turn.current && setHits([]),
      );
    }, WAIT_MS);
    return () => clearTimeout(timer);
  }, [search, text]);

  const change = (value: string): void => {
    if (value === text) return;
    turn.current += 1;
    setText(value);
    if (value.trim() === '') {
      setHits([]);
      setHasAnswered(false);
    }
  };

  return (
    <ComboBox
      className={classNames(hasLabel && field.field, className)}
      {...(hasLabel ? {} : { 'aria-label': label })}
      items={hits.map((hit) => ({ ...hit, id: hit.film.filmId }))}
      inputValue={text}
      onInputChange={change}
      value={null}
      onChange={(key) => {
        const hit = hits.find(({ film }) => film.filmId === key);
        if (hit === undefined) return;
        change('');
        onChoose(hit.film);
      }}
      defaultFilter={() => true}
      // It opens with the first letter; what is found follows.
      allowsEmptyCollection={text.trim() !== ''}
      menuTrigger="input"
    >
      {hasLabel && <Label className={field.label ?? ''}>{label}</Label>}
      <span className={field.box}>
        <Icon of={Search} className={field.icon} />
        <Input
          className={classNames(field.input, field.withIcon)}
          placeholder={placeholder}
          onKeyDown={(event) => event.key === 'Escape' && change('')}
        />
      </span>
      <Popover className={menu.popover ?? ''}>
        <ListBox
          className={menu.list ?? ''}
          renderEmptyState={() => (
            <p className={styles.none}>{hasAnswered ? 'No film is called that. Try fewer letters, or the original title.' : 'Looking'}</p>
          )}
        >
          {({ film, state }: SearchHit) => (
            <ListBoxItem id={film.filmId} textValue={film.title} className={menu.item ?? ''}>
              <Poster film={film} size="small" isDecorative className={styles.hitPoster} />
              <span className={menu.word}>
                {film.title}
                <span className={menu.note}>
                  {film.year}
                  {state?.stars != null && `, you rated it ${formatStars(state.stars)}`}
                </span>
              </span>
            </ListBoxItem>
          )}
        </ListBox>
      </Popover>
    </ComboBox>
  );
});
