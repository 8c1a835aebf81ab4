import { useState } from 'react';
import type { DatasetFilter, Explore } from '../../../../src-main/contract/explore.ts';
import { Button } from '../../../components/button.tsx';
import { ErrorPanel } from '../../../components/errorPanel.tsx';
import { GenreChips } from '../../../components/genreChips.tsx';
import { counted } from '../../../components/numberWords.ts';
import { TextField } from '../../../components/textField.tsx';
import { useClient, useStores } from '../../../stores/hooks.tsx';
import { useAction } from '../../../stores/useAction.ts';
import styles from './data.module.css';
import { derivedName, isFiltered, NO_FILTER, readCount, readYear } from './filter.ts';

export interface FilterFormProps {
  readonly dataset: string;
  readonly filter: DatasetFilter;
  readonly onChange: (filter: DatasetFilter) => void;
  /** What is left under the filter; null while it is counted. */
  readonly explored: Explore | null;
}

/** Which ratings stay; what is left can be kept as a data set of its own. */
export function FilterForm({ dataset, filter, onChange, explored }: FilterFormProps) {
  const client = useClient();
  const { notices } = useStores();
  const [genres, setGenres] = useState<readonly { readonly name: string; readonly numFilms: number }[]>([]);
  const known = genres.length > 0 ? genres : (explored?.genres.map(({ genre, films }) => ({ name: genre, numFilms: films })) ?? []);
  const [name, setName] = useState<string | null>(null);
  const called = name ?? derivedName(dataset, filter);
  const isOn = isFiltered(filter);
  const keep = useAction(async () => {
    await client.explore.derive({ dataset, filter, name: called });
    notices.say(`Making ${called}; it appears among the data sets`);
  });
  const change = (part: Partial<DatasetFilter>): void => {
    // The genres of the whole data set, before any filter took some away.
    if (genres.length === 0) setGenres(known);
    onChange({ ...filter, ...part });
  };
  return (
    <details className={styles.filters} open={isOn}>
      <summary>Filter these ratings</summary>
      <div className={styles.fields}>
        <CountField
          label="Films with at least"
          value={filter.minRatingsPerFilm}
          unit="ratings"
          onChange={(minRatingsPerFilm) => change({ minRatingsPerFilm })}
        />
        <CountField
          label="People with at least"
          value={filter.minRatingsPerUser}
          unit="ratings"
          onChange={(minRatingsPerUser) => change({ minRatingsPerUser })}
        />
        <YearField label="Released from" value={filter.releasedFrom} onChange={(releasedFrom) => change({ releasedFrom })} />
        <YearField label="Released to" value={filter.releasedTo} onChange={(releasedTo) => change({ releasedTo })} />
        <YearField label="Rated from" value={filter.ratedFrom} onChange={(ratedFrom) => change({ ratedFrom })} />
        <YearField label="Rated to" value={filter.ratedTo} onChange={(ratedTo) => change({ ratedTo })} />
      </div>
      <div className={styles.genres}>
        <GenreChips chosen={filter.genres} genres={known} onChange={(chosen) => change({ genres: chosen })} />
      </div>
      {isOn && (
        <div className={styles.keep}>
          <p role="status">
            {explored === null
              ? ''
              : `${counted(explored.rows, 'rating')} by ${counted(explored.users, 'person', 'people')} of ${counted(explored.films, 'film')} stay.`}
          </p>
          <TextField
            label="Name"
            value={called}
            onChange={setName}
            maxLength={64}
            autoComplete="off"
            error={/^[a-z0-9][a-z0-9._-]{0,63}$/i.test(called) ? null : 'Letters, digits, dots and dashes.'}
          />
          <Button isDisabled={keep.isRunning || explored === null} onPress={() => void keep.run()}>
            Keep as a data set
          </Button>
          <Button look="quiet" onPress={() => onChange(NO_FILTER)}>
            Take the filter off
          </Button>
        </div>
      )}
      {keep.error !== null && <ErrorPanel error={keep.error} title="The data set was not made" />}
    </details>
  );
}

interface FieldProps<T> {
  readonly label: string;
  readonly value: T;
  readonly onChange: (value: T) => void;
}

function CountField({ label, value, unit, onChange }: FieldProps<number> & { readonly unit: string }) {
  const [text, setText] = useState(value === 0 ? '' : String(value));
  const read = readCount(text);
  return (
    <TextField
      label={`${label} … ${unit}`}
      value={value === 0 && read !== 0 && read !== null ? '' : text}
      onChange={setText}
      onBlur={() => read !== null && read !== value && onChange(read)}
      onKeyDown={(event) => event.key === 'Enter' && read !== null && read !== value && onChange(read)}
      inputMode="numeric"
      placeholder="any"
      error={read === null ? 'A whole number.' : null}
    />
  );
}

function YearField({ label, value, onChange }: FieldProps<number | null>) {
  const [text, setText] = useState(value === null ? '' : String(value));
  const read = readYear(text);
  const take = (): void => {
    if (read !== undefined && read !== value) onChange(read);
  };
  return (
    <TextField
      label={label}
      value={text}
      onChange={setText}
      onBlur={take}
      onKeyDown={(event) => event.key === 'Enter' && take()}
      inputMode="numeric"
      placeholder="any year"
      error={read === undefined ? 'A year of four digits.' : null}
    />
  );
}
