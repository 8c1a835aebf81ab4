import { useState } from 'react';
import type { ModelOption } from '../../../../src-main/contract/experiments.ts';
import { Button } from '../../../components/button.tsx';
import { SelectField } from '../../../components/selectField.tsx';
import { Switch } from '../../../components/switch.tsx';
import { TextField } from '../../../components/textField.tsx';
import { readNumber, type Setting, settingHelp, settingWords, valueWords } from './settingWords.ts';
import styles from './train.module.css';

/** What differs from the preset. */
export type Changes = Readonly<Record<string, number | string | boolean>>;

export interface HyperparameterFieldsProps {
  readonly model: ModelOption;
  readonly changes: Changes;
  readonly onChange: (changes: Changes) => void;
}

/** Every setting of a model with its meaning and the preset's value; nothing is hidden. */
export function HyperparameterFields({ model, changes, onChange }: HyperparameterFieldsProps) {
  const isChanged = Object.keys(changes).length > 0;
  const set = (setting: Setting, value: number | string | boolean): void => {
    const { [setting.name]: _, ...others } = changes;
    onChange(value === setting.preset ? others : { ...others, [setting.name]: value });
  };
  return (
    <section aria-labelledby="settings-of-model">
      <div className={styles.settingsHead}>
        <h2 id="settings-of-model">Settings</h2>
        <Button look="quiet" size="small" isDisabled={!isChanged} onPress={() => onChange({})}>
          Back to the preset
        </Button>
      </div>
      {model.hyperparameters.length === 0 && <p className={styles.citation}>This model has none.</p>}
      <div className={styles.fields}>
        {model.hyperparameters.map((setting) => (
          <Field
            key={setting.name}
            setting={setting}
            value={changes[setting.name] ?? setting.preset}
            onChange={(value) => set(setting, value)}
          />
        ))}
      </div>
    </section>
  );
}

interface FieldProps {
  readonly setting: Setting;
  readonly value: number | string | boolean;
  readonly onChange: (value: number | string | boolean) => void;
}

function Field({ setting, value, onChange }: FieldProps) {
  const label = settingWords(setting.name);
  const help = settingHelp(setting);
  if (typeof setting.preset === 'boolean') {
    return (
      <div className={styles.switchField}>
        <Switch isSelected={value === true} onChange={onChange}>
          {label}
        </Switch>
        <p>{help}</p>
      </div>
    );
  }
  const choices = setting.range?.kind === 'choice' ? setting.range.values : setting.choices;
  if (choices !== null) {
    const options = [...new Set([setting.preset, ...choices])].map((choice) => ({
      id: String(choice),
      label: valueWords(choice),
      choice,
    }));
    return (
      <SelectField
        label={label}
        options={options}
        value={String(value)}
        onChange={(id) => onChange(options.find((option) => option.id === id)?.choice ?? setting.preset)}
        help={help}
      />
    );
  }
  if (typeof setting.preset === 'number')
    return <NumberField key={String(value === setting.preset)} setting={setting} value={Number(value)} onChange={onChange} />;
  return <TextField label={label} value={String(value)} onChange={onChange} help={help} autoComplete="off" />;
}

function NumberField({
  setting,
  value,
  onChange,
}: {
  readonly setting: Setting;
  readonly value: number;
  readonly onChange: (value: number) => void;
}) {
  const [text, setText] = useState(String(value));
  const read = readNumber(text, setting);
  return (
    <TextField
      label={settingWords(setting.name)}
      value={text}
      onChange={(next) => {
        setText(next);
        const number = readNumber(next, setting);
        if (typeof number === 'number') onChange(number);
      }}
      inputMode="decimal"
      autoComplete="off"
      help={settingHelp(setting)}
      error={typeof read === 'number' ? null : read}
    />
  );
}
