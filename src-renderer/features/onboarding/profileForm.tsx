import { type FormEvent, useState } from 'react';
import { Form } from 'react-aria-components';
import { Button, ButtonLink } from '../../components/button.tsx';
import { AGES, codeOf, GENDERS, genderOf, OCCUPATIONS, UNSAID } from '../../components/profileOptions.ts';
import { SelectField } from '../../components/selectField.tsx';
import { TextField } from '../../components/textField.tsx';
import { routes } from '../../routes.ts';
import type { NewProfile } from '../../stores/profileStore.ts';
import styles from './welcome.module.css';

export interface ProfileFormProps {
  readonly isFirst: boolean;
  readonly isBusy: boolean;
  readonly takenNames: readonly string[];
  /** An empty name asks for one of our own. */
  readonly onSubmit: (profile: NewProfile) => void;
}

/** Name, age group, gender, occupation; each may be left unsaid, and says what it is used for. */
export function ProfileForm({ isFirst, isBusy, takenNames, onSubmit }: ProfileFormProps) {
  const [name, setName] = useState('');
  const [age, setAge] = useState(UNSAID);
  const [gender, setGender] = useState(UNSAID);
  const [occupation, setOccupation] = useState(UNSAID);
  const isTaken = takenNames.some((taken) => taken.trim().toLowerCase() === name.trim().toLowerCase());

  const submit = (event: FormEvent): void => {
    event.preventDefault();
    if (isBusy || isTaken) return;
    onSubmit({
      name: name.trim(),
      age: codeOf(age),
      gender: genderOf(gender),
      occupation: codeOf(occupation),
    });
  };

  return (
    <Form className={styles.fields ?? ''} onSubmit={submit}>
      <TextField
        label="Name"
        value={name}
        onChange={setName}
        maxLength={60}
        autoComplete="off"
        help="Tells the people who share this computer apart."
        error={isTaken ? `There is a profile called ${name.trim()} already. Choose another name.` : null}
      />
      <div className={styles.two}>
        <SelectField
          label="Age group"
          options={AGES}
          value={age}
          onChange={setAge}
          help="Starts your list from what people of this age liked."
        />
        <SelectField
          label="Gender"
          options={GENDERS}
          value={gender}
          onChange={setGender}
          help="In the same way, from what women or men liked."
        />
      </div>
      <SelectField
        label="Occupation"
        options={OCCUPATIONS}
        value={occupation}
        onChange={setOccupation}
        help="The 21 occupations of the MovieLens study, because the first list is learnt from it."
      />
      <div className={styles.actions}>
        <Button type="submit" look="primary" size="big" isDisabled={isBusy}>
          Start rating
        </Button>
        {isFirst ? (
          <Button
            look="quiet"
            size="big"
            isDisabled={isBusy}
            onPress={() => onSubmit({ name: '', age: null, gender: null, occupation: null })}
          >
            Skip this
          </Button>
        ) : (
          <ButtonLink look="quiet" size="big" href={routes.discover}>
            Go back
          </ButtonLink>
        )}
      </div>
    </Form>
  );
}
