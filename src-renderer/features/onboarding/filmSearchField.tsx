import { Search } from 'lucide-react';
import { memo, useEffect, useRef, useState } from 'react';
import { ComboBox, Input, ListBox, ListBoxItem, Popover } from 'react-aria-components';
import type { SearchHit } from '../../../src-main/contract/catalog.ts';
import type { Film } from '../../../src-main/contract/shared.ts';
import { classNames } from '../../components/classNames.ts';
import field from '../../components/field.module.css';
import { Icon } from '../../components/icon.tsx';
import menu from '../../components/menu.module.css';
import { formatStars } from '../../components/numberWords.ts';
import { Poster } from '../../components/poster.tsx';
import { useClient } from '../../stores/hooks.tsx';
import styles from './rate.module.css';

const WAIT_MS = 60;

export interface FilmSearchFieldProps {
  readonly profileId: string;
  readonly onChoose: (film: Film) => void;
}

/** Any film of the catalogue, by title, with or without its year. */
export const FilmSearchField = memo(function FilmSearchField({ profileId, onChoose }: FilmSearchFieldProps) {
  const client = useClient();
  const [text, setText] = useState('');
  const [hits, setHits] = useState<readonly SearchHit[]>([]);
  const [hasAnswered, setHasAnswered] = useState(false);
  const turn = useRef(0);

  useEffect(() => {
    const mine = ++turn.current;
    const query = text.trim();
    if (query === '') return;
    const timer = setTimeout(() => {
      client.catalog.search({ query, limit: 8, profileId }).then(
        (answer) => {
          if (mine !== turn.current) return;
          setHits(answer.hits);
          setHasAnswered(true);
        },
        () => mine === turn.current && setHits([]),
      );
    }, WAIT_MS);
    return () => clearTimeout(timer);
  }, [client, profileId, text]);

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
      className={styles.search ?? ''}
      aria-label="Add any film you know"
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
      <span className={field.box}>
        <Icon of={Search} className={field.icon} />
        <Input
          className={classNames(field.input, field.withIcon)}
          placeholder="Add any film you know"
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
