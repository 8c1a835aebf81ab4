import { FieldError, Label, Text, TextArea as AriaTextArea, TextField as AriaTextField } from 'react-aria-components';
import { classNames } from './classNames.ts';
import styles from './field.module.css';

export interface TextAreaProps {
  readonly label: string;
  readonly value: string;
  readonly onChange: (value: string) => void;
  readonly rows?: number;
  readonly maxLength?: number;
  readonly placeholder?: string;
  readonly help?: string;
  readonly error?: string | null;
  /** Enter does this in place of breaking a line, which Shift and Enter still do. */
  readonly onEnter?: () => void;
}

/** Several lines. */
export function TextArea({ label, value, onChange, rows = 4, maxLength, placeholder, help, error = null, onEnter }: TextAreaProps) {
  return (
    <AriaTextField
      className={styles.field ?? ''}
      value={value}
      onChange={onChange}
      isInvalid={error !== null}
      {...(maxLength === undefined ? {} : { maxLength })}
    >
      <Label className={styles.label ?? ''}>{label}</Label>
      <AriaTextArea
        className={classNames(styles.input, styles.area)}
        rows={rows}
        {...(placeholder === undefined ? {} : { placeholder })}
        onKeyDown={(event) => {
          // Enter that ends a composition chooses a word of an input method.
          if (onEnter === undefined || event.key !== 'Enter' || event.shiftKey || event.nativeEvent.isComposing) return;
          event.preventDefault();
          onEnter();
        }}
      />
      {help !== undefined && (
        <Text slot="description" className={styles.help ?? ''}>
          {help}
        </Text>
      )}
      {error !== null && <FieldError className={styles.error ?? ''}>{error}</FieldError>}
    </AriaTextField>
  );
}
