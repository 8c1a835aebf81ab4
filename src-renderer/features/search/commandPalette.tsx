import { Search as SearchIcon } from 'lucide-react';
import { type KeyboardEvent, useEffect, useId, useMemo, useRef, useState } from 'react';
import { Dialog, Modal, ModalOverlay } from 'react-aria-components';
import { classNames } from '../../components/classNames.ts';
import { ErrorPanel } from '../../components/errorPanel.tsx';
import { Icon } from '../../components/icon.tsx';
import { counted } from '../../components/numberWords.ts';
import type { Film } from '../../../src-main/contract/shared.ts';
import { routes } from '../../routes.ts';
import { recentFilms } from '../../stores/recentFilms.ts';
import { useActions } from './actions.ts';
import styles from './commandPalette.module.css';
import { FilmOption } from './filmOption.tsx';
import { RatingStrip } from './ratingStrip.tsx';
import { groupsOf, type Option } from './options.ts';
import { useSearch } from './useSearch.ts';

export interface CommandPaletteProps {
  readonly isOpen: boolean;
  onClose(): void;
  onShowKeys(): void;
}

export function CommandPalette({ isOpen, onClose, onShowKeys }: CommandPaletteProps) {
  return (
    <ModalOverlay className={styles.overlay ?? ''} isOpen={isOpen} onOpenChange={(open) => !open && onClose()} isDismissable>
      <Modal className={styles.modal ?? ''}>
        <Dialog className={styles.dialog ?? ''} aria-label="Find a film, a person or an action">
          <Palette onClose={onClose} onShowKeys={onShowKeys} />
        </Dialog>
      </Modal>
    </ModalOverlay>
  );
}

/** A combobox: the field keeps the focus, arrows move through films, people and actions, Enter goes, Ctrl-Enter rates. */
function Palette({ onClose, onShowKeys }: Omit<CommandPaletteProps, 'isOpen'>) {
  const [query, setQuery] = useState('');
  const [at, setAt] = useState(0);
  const [rating, setRating] = useState<Film | null>(null);
  const { hits, error } = useSearch(query);
  const recents = useMemo(() => recentFilms(localStorage), []);
  const actions = useActions(onShowKeys);
  const id = useId();
  const field = useRef<HTMLInputElement>(null);
  const list = useRef<HTMLDivElement>(null);
  const groups = groupsOf(query, hits, recents, actions);
  const options = groups.flatMap((group) => group.options);
  const current = options[Math.min(at, options.length - 1)];
  const optionId = (option: Option): string => `${id}-${option.key}`;

  useEffect(() => field.current?.focus(), []);
  useEffect(() => setAt(0), [query]);
  useEffect(() => {
    list.current?.querySelector('[aria-selected="true"]')?.scrollIntoView({ block: 'nearest' });
  }, [current?.key]);

  const go = (option: Option): void => {
    onClose();
    if (option.kind === 'action') option.action.run();
    else window.location.hash = routes.film(option.film.filmId);
  };

  const onKeyDown = (event: KeyboardEvent): void => {
    const last = options.length - 1;
    if (event.key === 'ArrowDown') setAt(at >= last ? 0 : at + 1);
    else if (event.key === 'ArrowUp') setAt(at <= 0 ? last : at - 1);
    else if (event.key === 'Home' && (event.ctrlKey || event.metaKey)) setAt(0);
    else if (event.key === 'End' && (event.ctrlKey || event.metaKey)) setAt(last);
    else if (event.key === 'Enter' && current !== undefined) {
      if ((event.ctrlKey || event.metaKey) && current.kind !== 'action') setRating(current.film);
      else go(current);
    } else return;
    event.preventDefault();
  };

  const numFilms = options.filter((option) => option.kind !== 'action').length;
  return (
    <>
      <div className={styles.field}>
        <Icon of={SearchIcon} />
        <input
          ref={field}
          type="text"
          role="combobox"
          aria-label="Find a film, a person or an action"
          aria-expanded="true"
          aria-controls={`${id}-list`}
          aria-autocomplete="list"
          {...(current === undefined ? {} : { 'aria-activedescendant': optionId(current) })}
          placeholder="Find a film, person, action"
          autoComplete="off"
          spellCheck={false}
          value={query}
          onChange={(event) => setQuery(event.target.value)}
          onKeyDown={onKeyDown}
        />
        <kbd>Esc</kbd>
      </div>
      {rating !== null && (
        <RatingStrip
          film={rating}
          onDone={() => {
            setRating(null);
            field.current?.focus();
          }}
        />
      )}
      <p className={styles.unseen} role="status">
        {query.trim() === '' || hits === null ? '' : counted(numFilms, 'film')}
      </p>
      <div ref={list} id={`${id}-list`} className={styles.list} role="listbox" aria-label="Results">
        {groups.map((group) => (
          <div key={group.heading} role="group" aria-labelledby={`${id}-${group.heading}`}>
            <p id={`${id}-${group.heading}`} className={styles.heading} role="presentation">
              {group.heading}
            </p>
            {group.options.map((option) => (
              <div
                key={option.key}
                id={optionId(option)}
                role="option"
                aria-selected={option === current}
                className={classNames(styles.option, option === current && styles.current)}
                onPointerMove={() => option !== current && setAt(options.indexOf(option))}
                onClick={() => go(option)}
              >
                {option.kind === 'action' ? (
                  <>
                    <Icon of={option.action.icon} className={styles.glyph} />
                    <span className={styles.words}>{option.action.words}</span>
                    {option.action.keys !== undefined && <kbd>{option.action.keys}</kbd>}
                  </>
                ) : (
                  <FilmOption option={option} />
                )}
              </div>
            ))}
          </div>
        ))}
        {error !== null && <ErrorPanel error={error} title="The search failed" />}
        {options.length === 0 && error === null && hits !== null && (
          <p className={styles.nothing}>Nothing is called “{query.trim()}”. Try fewer letters, or a year beside the title.</p>
        )}
      </div>
      <p className={styles.foot} aria-hidden="true">
        <span>
          <kbd>Enter</kbd> opens
        </span>
        <span>
          <kbd>Ctrl Enter</kbd> rates
        </span>
        <span>
          <kbd>?</kbd> all keys
        </span>
      </p>
    </>
  );
}
