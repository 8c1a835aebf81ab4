import { Plus, SlidersHorizontal } from 'lucide-react';
import { Button as AriaButton, Dialog, DialogTrigger, ListBox, ListBoxItem, Popover } from 'react-aria-components';
import { Button } from './button.tsx';
import { Chip } from './chip.tsx';
import chip from './chip.module.css';
import { classNames } from './classNames.ts';
import styles from './filterBar.module.css';
import { fameWords, varietyWords, yearsWords } from './filterWords.ts';
import { Icon } from './icon.tsx';
import menu from './menu.module.css';
import { formatCount } from './numberWords.ts';
import { RangeSlider, Slider } from './slider.tsx';

export interface FilterValues {
  readonly genres: readonly string[];
  readonly yearFrom: number | null;
  readonly yearTo: number | null;
  readonly variety: number;
  readonly fame: number;
}

export interface FilterBarProps {
  readonly values: FilterValues;
  readonly genres: readonly { readonly name: string; readonly numFilms: number }[];
  readonly firstYear: number;
  readonly lastYear: number;
  readonly isUntouched: boolean;
  readonly onChange: (change: Partial<FilterValues>) => void;
  readonly onReset: () => void;
}

/** Genres, years, variety and fame. In narrow windows what does not fit moves into a popover. */
export function FilterBar(props: FilterBarProps) {
  return (
    <div className={styles.bar} role="group" aria-label="Filters">
      <div className={styles.inline}>
        <Genres {...props} />
        <Years {...props} />
        <Variety {...props} />
        <span className={styles.wide}>
          <Fame {...props} />
        </span>
      </div>
      <div className={styles.end}>
        <span className={styles.medium}>
          <More label="More filters">
            <Fame {...props} />
          </More>
        </span>
        <span className={styles.narrow}>
          <More label="Filters">
            <Genres {...props} />
            <Years {...props} />
            <Variety {...props} />
            <Fame {...props} />
          </More>
        </span>
        <Button look="quiet" isDisabled={props.isUntouched} onPress={props.onReset}>
          Reset
        </Button>
      </div>
    </div>
  );
}

function More({ label, children }: { readonly label: string; readonly children: React.ReactNode }) {
  return (
    <DialogTrigger>
      <Button look="quiet" icon={SlidersHorizontal}>
        {label}
      </Button>
      <Popover className={menu.popover ?? ''} placement="bottom end">
        <Dialog className={styles.panel ?? ''} aria-label={label}>
          {children}
        </Dialog>
      </Popover>
    </DialogTrigger>
  );
}

function Genres({ values, genres, onChange }: FilterBarProps) {
  const without = (name: string) => onChange({ genres: values.genres.filter((genre) => genre !== name) });
  return (
    <div className={styles.genres}>
      {values.genres.map((name) => (
        <Chip key={name} isSelected onChange={() => without(name)}>
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
              className={classNames(menu.list, styles.genreList)}
              aria-label="Genres"
              selectionMode="multiple"
              // Escape closes the popover; it does not take the choices away.
              escapeKeyBehavior="none"
              selectedKeys={[...values.genres]}
              onSelectionChange={(keys) =>
                onChange({ genres: genres.map(({ name }) => name).filter((name) => keys === 'all' || keys.has(name)) })
              }
              autoFocus
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

function Years({ values, firstYear, lastYear, onChange }: FilterBarProps) {
  const from = values.yearFrom ?? firstYear;
  const to = values.yearTo ?? lastYear;
  return (
    <RangeSlider
      label="Years"
      value={[from, to]}
      min={firstYear}
      max={lastYear}
      words={([low, high]) => yearsWords(low, high)}
      thumbLabels={['From year', 'To year']}
      onChange={([low, high]) => onChange({ yearFrom: low === firstYear ? null : low, yearTo: high === lastYear ? null : high })}
    />
  );
}

function Variety({ values, onChange }: FilterBarProps) {
  return (
    <Slider
      label="Variety"
      value={values.variety}
      min={0}
      max={1}
      step={0.1}
      words={varietyWords}
      onChange={(variety) => onChange({ variety })}
    />
  );
}

function Fame({ values, onChange }: FilterBarProps) {
  return (
    <Slider
      label="Fame"
      value={values.fame}
      min={-1}
      max={1}
      origin={0}
      step={0.1}
      words={fameWords}
      onChange={(fame) => onChange({ fame })}
    />
  );
}
