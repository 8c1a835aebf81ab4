import { Check, ChevronDown } from 'lucide-react';
import { Button, type Key, Label, ListBox, ListBoxItem, Popover, Select, SelectValue, Text } from 'react-aria-components';
import { classNames } from './classNames.ts';
import styles from './field.module.css';
import { Icon } from './icon.tsx';
import menu from './menu.module.css';

export interface SelectOption<Id extends Key> {
  readonly id: Id;
  readonly label: string;
}

export interface SelectFieldProps<Id extends Key> {
  readonly label: string;
  readonly options: readonly SelectOption<Id>[];
  readonly value: Id;
  readonly onChange: (value: Id) => void;
  readonly help?: string | undefined;
  readonly isLabelHidden?: boolean;
}

/** One of a few. */
export function SelectField<Id extends Key>({ label, options, value, onChange, help, isLabelHidden = false }: SelectFieldProps<Id>) {
  return (
    <Select
      className={styles.field ?? ''}
      value={value}
      onChange={(key) => {
        const chosen = options.find((option) => option.id === key);
        if (chosen !== undefined) onChange(chosen.id);
      }}
      {...(isLabelHidden ? { 'aria-label': label } : {})}
    >
      {!isLabelHidden && <Label className={styles.label ?? ''}>{label}</Label>}
      <Button className={classNames(styles.input, styles.select)}>
        <SelectValue>{({ selectedText }) => selectedText}</SelectValue>
        <Icon of={ChevronDown} className={styles.icon} />
      </Button>
      {help !== undefined && (
        <Text slot="description" className={styles.help ?? ''}>
          {help}
        </Text>
      )}
      <Popover className={menu.popover ?? ''}>
        <ListBox className={menu.list ?? ''} items={options}>
          {(option) => (
            <ListBoxItem id={option.id} textValue={option.label} className={menu.item ?? ''}>
              <span className={menu.word}>{option.label}</span>
              <Icon of={Check} className={menu.check} />
            </ListBoxItem>
          )}
        </ListBox>
      </Popover>
    </Select>
  );
}
