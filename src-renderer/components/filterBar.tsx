import { SlidersHorizontal } from 'lucide-react';
import { Dialog, DialogTrigger, Popover } from 'react-aria-components';
import { Button } from './button.tsx';
import styles from './filterBar.module.css';
import { fameWords, varietyWords } from './filterWords.ts';
import { GenreChips } from './genreChips.tsx';
import menu from './menu.module.css';
import { Slider } from './slider.tsx';
import { YearsSlider } from './yearsSlider.tsx';

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
  /** Stands below the filters in the popovers of narrow windows. */
  readonly more?: React.ReactNode;
  readonly onChange: (change: Partial<FilterValues>) => void;
  readonly onReset: () => void;
}

/** Genres, years, variety and fame. In narrow windows what does not fit moves into a popover. */
export function FilterBar(props: FilterBarProps) {
  return (
    <div className={styles.bar} role="group" aria-label="Filters">
      <div className={styles.inline}>
        <GenreChips chosen={props.values.genres} genres={props.genres} onChange={(genres) => props.onChange({ genres })} />
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
            <div className={styles.more}>{props.more}</div>
          </More>
        </span>
        <span className={styles.narrow}>
          <More label="Filters">
            <GenreChips chosen={props.values.genres} genres={props.genres} onChange={(genres) => props.onChange({ genres })} />
            <Years {...props} />
            <Variety {...props} />
            <Fame {...props} />
            <div className={styles.more}>{props.more}</div>
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

function Years({ values, firstYear, lastYear, onChange }: FilterBarProps) {
  return (
    <YearsSlider
      value={{ from: values.yearFrom, to: values.yearTo }}
      firstYear={firstYear}
      lastYear={lastYear}
      onChange={({ from, to }) => onChange({ yearFrom: from, yearTo: to })}
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
