import { Check, Plus } from 'lucide-react';
import { Button as AriaButton, Dialog, DialogTrigger, Popover } from 'react-aria-components';
import { Button } from './button.tsx';
import chip from './chip.module.css';
import styles from './filterBar.module.css';
import { yearsWords } from './filterWords.ts';
import { Icon } from './icon.tsx';
import menu from './menu.module.css';
import { RangeSlider } from './slider.tsx';

/** A span of years; null on a side is open. */
export interface YearSpan {
  readonly from: number | null;
  readonly to: number | null;
}

export const ALL_YEARS: YearSpan = { from: null, to: null };

export interface YearsChipProps {
  readonly value: YearSpan;
  readonly firstYear: number;
  readonly lastYear: number;
  readonly onChange: (value: YearSpan) => void;
}

/** "Years", or the span that is chosen; a press opens the slider. */
export function YearsChip({ value, firstYear, lastYear, onChange }: YearsChipProps) {
  const isOn = value.from !== null || value.to !== null;
  const [from, to] = [value.from ?? firstYear, value.to ?? lastYear];
  return (
    <DialogTrigger>
      <AriaButton className={chip.chip ?? ''} {...(isOn ? { 'data-selected': true } : {})}>
        <Icon of={isOn ? Check : Plus} className={isOn ? chip.check : styles.plus} />
        {isOn ? yearsWords(from, to) : 'Years'}
      </AriaButton>
      <Popover className={menu.popover ?? ''} placement="bottom start">
        <Dialog className={styles.panel ?? ''} aria-label="Years">
          <RangeSlider
            label="Years"
            value={[from, to]}
            min={firstYear}
            max={lastYear}
            words={([low, high]) => yearsWords(low, high)}
            thumbLabels={['From year', 'To year']}
            onChange={([low, high]) => onChange({ from: low === firstYear ? null : low, to: high === lastYear ? null : high })}
          />
          <Button look="quiet" size="small" isDisabled={!isOn} onPress={() => onChange(ALL_YEARS)}>
            All years
          </Button>
        </Dialog>
      </Popover>
    </DialogTrigger>
  );
}
