import { Check, Plus } from 'lucide-react';
import { Button as AriaButton, Dialog, DialogTrigger, Popover } from 'react-aria-components';
import { Button } from '../../../components/button.tsx';
import chip from '../../../components/chip.module.css';
import { Icon } from '../../../components/icon.tsx';
import menu from '../../../components/menu.module.css';
import { TextField } from '../../../components/textField.tsx';
import styles from './gallery.module.css';

/** Days as date fields have them; empty is open. */
export interface Days {
  readonly fromDay: string;
  readonly toDay: string;
}

/** "Dates", or the days that are chosen; a press opens two date fields. */
export function DatesChip({ value, onChange }: { readonly value: Days; readonly onChange: (days: Partial<Days>) => void }) {
  const { fromDay, toDay } = value;
  const isOn = fromDay !== '' || toDay !== '';
  return (
    <DialogTrigger>
      <AriaButton className={chip.chip ?? ''} {...(isOn ? { 'data-selected': true } : {})}>
        <Icon of={isOn ? Check : Plus} {...(isOn ? { className: chip.check } : {})} />
        {isOn ? daysWords(value) : 'Dates'}
      </AriaButton>
      <Popover className={menu.popover ?? ''} placement="bottom start">
        <Dialog className={styles.dates ?? ''} aria-label="Dates">
          <TextField label="From" type="date" value={fromDay} onChange={(day) => onChange({ fromDay: day })} />
          <TextField label="Until" type="date" value={toDay} onChange={(day) => onChange({ toDay: day })} />
          <Button look="quiet" size="small" isDisabled={!isOn} onPress={() => onChange({ fromDay: '', toDay: '' })}>
            All dates
          </Button>
        </Dialog>
      </Popover>
    </DialogTrigger>
  );
}

function daysWords({ fromDay, toDay }: Days): string {
  if (fromDay === toDay) return fromDay;
  return fromDay === '' ? `Until ${toDay}` : toDay === '' ? `From ${fromDay}` : `${fromDay} to ${toDay}`;
}
