import { Check, Plus } from 'lucide-react';
import { Button as AriaButton, Dialog, DialogTrigger, Popover } from 'react-aria-components';
import { Button } from './button.tsx';
import chip from './chip.module.css';
import styles from './filterBar.module.css';
import { yearsWords } from './filterWords.ts';
import { Icon } from './icon.tsx';
import menu from './menu.module.css';
import { ALL_YEARS, YearsSlider, type YearsSliderProps } from './yearsSlider.tsx';

/** "Years", or the span that is chosen; a press opens the slider. */
export function YearsChip(props: YearsSliderProps) {
  const { value, firstYear, lastYear, onChange } = props;
  const isOn = value.from !== null || value.to !== null;
  return (
    <DialogTrigger>
      <AriaButton className={chip.chip ?? ''} {...(isOn ? { 'data-selected': true } : {})}>
        <Icon of={isOn ? Check : Plus} className={isOn ? chip.check : styles.plus} />
        {isOn ? yearsWords(value.from ?? firstYear, value.to ?? lastYear) : 'Years'}
      </AriaButton>
      <Popover className={menu.popover ?? ''} placement="bottom start">
        <Dialog className={styles.panel ?? ''} aria-label="Years">
          <YearsSlider {...props} />
          <Button look="quiet" size="small" isDisabled={!isOn} onPress={() => onChange(ALL_YEARS)}>
            All years
          </Button>
        </Dialog>
      </Popover>
    </DialogTrigger>
  );
}
