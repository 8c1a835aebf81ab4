import { Check, ChevronDown, type LucideIcon } from 'lucide-react';
import { type Key, Menu, MenuItem, MenuTrigger, Popover } from 'react-aria-components';
import { Button } from './button.tsx';
import { Icon } from './icon.tsx';
import menu from './menu.module.css';

export interface MenuChoice<Id extends Key> {
  readonly id: Id;
  readonly label: string;
  readonly note?: string;
}

export interface MenuButtonProps<Id extends Key> {
  /** "Model: EASE". */
  readonly label: string;
  readonly icon?: LucideIcon;
  readonly choices: readonly MenuChoice<Id>[];
  readonly value: Id;
  readonly onChange: (value: Id) => void;
}

/** A quiet menu for a choice that is rarely made. */
export function MenuButton<Id extends Key>({ label, icon, choices, value, onChange }: MenuButtonProps<Id>) {
  return (
    <MenuTrigger>
      <Button look="quiet" icon={icon}>
        {label}
        <Icon of={ChevronDown} />
      </Button>
      <Popover className={menu.popover ?? ''} placement="bottom end">
        <Menu
          className={menu.list ?? ''}
          selectionMode="single"
          disallowEmptySelection
          selectedKeys={[value]}
          onSelectionChange={(keys) => {
            const chosen = choices.find(({ id }) => keys !== 'all' && keys.has(id));
            if (chosen !== undefined) onChange(chosen.id);
          }}
        >
          {choices.map((choice) => (
            <MenuItem key={choice.id} id={choice.id} textValue={choice.label} className={menu.item ?? ''}>
              <span className={menu.word}>
                {choice.label}
                {choice.note !== undefined && <span className={menu.note}>{choice.note}</span>}
              </span>
              <Icon of={Check} className={menu.check} />
            </MenuItem>
          ))}
        </Menu>
      </Popover>
    </MenuTrigger>
  );
}
