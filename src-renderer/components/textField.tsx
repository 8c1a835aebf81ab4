import type { LucideIcon } from 'lucide-react';
import type { Ref } from 'react';
import {
  TextField as AriaTextField,
  FieldError,
  Input,
  Label,
  Text,
  type TextFieldProps as AriaTextFieldProps,
} from 'react-aria-components';
import { classNames } from './classNames.ts';
import styles from './field.module.css';
import { Icon } from './icon.tsx';

export interface TextFieldProps extends Omit<AriaTextFieldProps, 'className' | 'style' | 'children'> {
  readonly label: string;
  readonly isLabelHidden?: boolean;
  readonly help?: string | undefined;
  readonly error?: string | null;
  readonly placeholder?: string;
  readonly icon?: LucideIcon;
  readonly inputRef?: Ref<HTMLInputElement>;
}

export function TextField({ label, isLabelHidden = false, help, error = null, placeholder, icon, inputRef, ...rest }: TextFieldProps) {
  return (
    <AriaTextField {...rest} {...(isLabelHidden ? { 'aria-label': label } : {})} isInvalid={error !== null} className={styles.field ?? ''}>
      {!isLabelHidden && <Label className={styles.label ?? ''}>{label}</Label>}
      <span className={styles.box}>
        {icon !== undefined && <Icon of={icon} className={styles.icon} />}
        <Input
          className={classNames(styles.input, icon !== undefined && styles.withIcon)}
          {...(placeholder === undefined ? {} : { placeholder })}
          {...(inputRef === undefined ? {} : { ref: inputRef })}
        />
      </span>
      {help !== undefined && (
        <Text slot="description" className={styles.help ?? ''}>
          {help}
        </Text>
      )}
      {error !== null && <FieldError className={styles.error ?? ''}>{error}</FieldError>}
    </AriaTextField>
  );
}
