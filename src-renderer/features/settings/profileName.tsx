import { type FormEvent, useState } from 'react';
import { useStore } from 'zustand';
import type { Profile } from '../../../src-main/contract/profile.ts';
import { Button } from '../../components/button.tsx';
import { TextField } from '../../components/textField.tsx';
import { useStores } from '../../stores/hooks.tsx';
import { Setting } from './group.tsx';
import styles from './settings.module.css';

/** Another name for the active profile; no two of one computer are called the same. */
export function ProfileName({ profile }: { readonly profile: Profile }) {
  const { profiles, notices } = useStores();
  const others = useStore(profiles, (state) => state.profiles).filter(({ profileId }) => profileId !== profile.profileId);
  const [name, setName] = useState(profile.name);
  const wanted = name.trim();
  const isTaken = others.some((other) => other.name.trim().toLowerCase() === wanted.toLowerCase());

  const save = async (): Promise<void> => {
    try {
      await profiles.update(profile.profileId, { name: wanted });
      notices.say(`Now called ${wanted}`);
    } catch (error) {
      notices.fail(error, () => void save());
    }
  };
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    if (wanted !== '' && wanted !== profile.name && !isTaken) void save();
  };

  return (
    <Setting label="Name" help="Tells the people who share this computer apart.">
      <form className={styles.rename} onSubmit={submit}>
        <TextField
          label="Name"
          isLabelHidden
          value={name}
          onChange={setName}
          maxLength={60}
          autoComplete="off"
          error={isTaken ? `There is a profile called ${wanted} already.` : null}
        />
        <Button type="submit" isDisabled={wanted === '' || wanted === profile.name || isTaken}>
          Rename
        </Button>
      </form>
    </Setting>
  );
}
