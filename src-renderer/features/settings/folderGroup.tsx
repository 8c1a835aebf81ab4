import { useState } from 'react';
import { Button } from '../../components/button.tsx';
import { ErrorPanel } from '../../components/errorPanel.tsx';
import { TextField } from '../../components/textField.tsx';
import { useClient, useStores } from '../../stores/hooks.tsx';
import { useLoad } from '../../stores/useLoad.ts';
import { Group, Setting } from './group.tsx';
import styles from './settings.module.css';
import { useAction } from '../../stores/useAction.ts';

/** Where everything is kept, and taking it elsewhere. */
export function FolderGroup() {
  const client = useClient();
  const { notices } = useStores();
  const [moves, setMoves] = useState(0);
  const info = useLoad(() => client.app.info(), 'info', moves);
  const [to, setTo] = useState('');
  const move = useAction(async () => {
    const { dataDir } = await client.app.moveData({ to: to.trim() });
    setTo('');
    setMoves((n) => n + 1);
    notices.say(`Your data is in ${dataDir} now`);
  });
  return (
    <Group part="folder">
      <Setting label="Your data is in" help="Ratings, data sets, trained models and backups. Nothing of it leaves this computer.">
        <code className={styles.path}>{info.data?.dataDir ?? ''}</code>
      </Setting>
      <form
        className={styles.form}
        onSubmit={(event) => {
          event.preventDefault();
          void move.run();
        }}
      >
        <TextField
          label="Move it to"
          placeholder="/path/to/an/empty/folder"
          value={to}
          onChange={setTo}
          help="Everything is copied and checked first; the old folder stays, with a note of where its data went."
        />
        <Button type="submit" isDisabled={to.trim() === '' || move.isRunning}>
          {move.isRunning ? 'Copying and checking' : 'Move'}
        </Button>
      </form>
      {move.error !== null && <ErrorPanel error={move.error} title="The data stays where it is" />}
    </Group>
  );
}
