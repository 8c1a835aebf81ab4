import { Columns3 } from 'lucide-react';
import { Dialog, DialogTrigger, ListBox, ListBoxItem, Popover } from 'react-aria-components';
import { Button } from '../../../components/button.tsx';
import { classNames } from '../../../components/classNames.ts';
import menu from '../../../components/menu.module.css';
import { Switch } from '../../../components/switch.tsx';
import type { RunColumn } from './columns.ts';
import styles from './runs.module.css';

export interface ColumnChoiceProps {
  readonly columns: readonly RunColumn[];
  readonly hidden: ReadonlySet<string>;
  readonly onHidden: (hidden: ReadonlySet<string>) => void;
  readonly onlyDifferences: boolean;
  readonly onOnlyDifferences: (isOn: boolean) => void;
}

/** Which columns stand in the table. */
export function ColumnChoice({ columns, hidden, onHidden, onlyDifferences, onOnlyDifferences }: ColumnChoiceProps) {
  return (
    <DialogTrigger>
      <Button look="quiet" icon={Columns3}>
        Columns
      </Button>
      <Popover className={menu.popover ?? ''} placement="bottom end">
        <Dialog className={styles.columnDialog ?? ''} aria-label="Columns">
          <Switch isSelected={onlyDifferences} onChange={onOnlyDifferences}>
            Only what differs
          </Switch>
          <ListBox
            className={classNames(menu.list, menu.ticks, styles.columnList)}
            aria-label="Columns"
            selectionMode="multiple"
            escapeKeyBehavior="none"
            selectedKeys={columns.map(({ id }) => id).filter((id) => !hidden.has(id))}
            onSelectionChange={(keys) => onHidden(new Set(keys === 'all' ? [] : columns.map(({ id }) => id).filter((id) => !keys.has(id))))}
          >
            {columns.map(({ id, label }) => (
              <ListBoxItem key={id} id={id} textValue={label} className={menu.item ?? ''}>
                <span className={menu.word}>{label}</span>
              </ListBoxItem>
            ))}
          </ListBox>
        </Dialog>
      </Popover>
    </DialogTrigger>
  );
}
