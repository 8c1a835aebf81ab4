import { useState } from 'react';
import type { Backup } from '../../../src-main/contract/app.ts';
import { Button } from '../../components/button.tsx';
import { ConfirmDialog } from '../../components/confirmDialog.tsx';
import { ErrorPanel } from '../../components/errorPanel.tsx';
import { useClient, useStores } from '../../stores/hooks.tsx';
import { useLoad } from '../../stores/useLoad.ts';
import { Group, Setting } from './group.tsx';
import styles from './settings.module.css';
import { sizeWords } from './sizeWords.ts';
import { useAction } from '../../stores/useAction.ts';

const causes: Readonly<Record<Backup['cause'], string>> = {
  daily: 'made by itself, once a day',
  migration: 'made before an update',
  asked: 'made by you',
  'before-restore': 'kept when another was put back',
};

const moment = new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'short', year: 'numeric', hour: '2-digit', minute: '2-digit' });

/** Profiles, ratings, lists and settings: copies of them, and putting one back. */
export function BackupGroup() {
  const client = useClient();
  const { notices, profiles, settings, ratings } = useStores();
  const [turn, setTurn] = useState(0);
  const list = useLoad(() => client.app.backups(), 'backups', turn);
  const [chosen, setChosen] = useState<Backup | null>(null);
  const backup = useAction(async () => {
    await client.app.backup();
    setTurn((n) => n + 1);
    notices.say('A backup was made');
  });
  const restore = useAction(async () => {
    if (chosen === null) return;
    await client.app.restore({ backupId: chosen.backupId });
    // Everything on the screen is of the former data base.
    ratings.openProfile(null);
    await Promise.all([profiles.load(), settings.load()]);
    setTurn((n) => n + 1);
    notices.say('The backup is in place');
  });
  const backups = [...(list.data ?? [])].sort((a, b) => b.createdAt - a.createdAt);
  return (
    <Group part="backups">
      <Setting label="Back up now" help="Profiles, ratings, lists and settings. One is made by itself once a day while Marquee is open.">
        <Button isDisabled={backup.isRunning} onPress={() => void backup.run()}>
          Back up
        </Button>
      </Setting>
      {(backup.error ?? list.error) !== null && <ErrorPanel error={(backup.error ?? list.error)!} title="No backup was made" />}
      {restore.error !== null && <ErrorPanel error={restore.error} title="The backup was not put back; everything is as it was" />}
      {list.data !== null && backups.length === 0 && <p className={styles.help}>There is no backup yet.</p>}
      <ul className={styles.list}>
        {backups.map((one) => (
          <li key={one.backupId} className={styles.item}>
            <div>
              <p className={styles.label}>{moment.format(one.createdAt)}</p>
              <p className={styles.help}>
                {causes[one.cause]}, {sizeWords(one.sizeBytes)}
              </p>
            </div>
            <Button
              look="quiet"
              size="small"
              aria-label={`Put back the backup of ${moment.format(one.createdAt)}`}
              isDisabled={restore.isRunning}
              onPress={() => setChosen(one)}
            >
              Put back
            </Button>
          </li>
        ))}
      </ul>
      <ConfirmDialog
        isOpen={chosen !== null && !restore.isRunning}
        title="Put this backup back?"
        keep="Leave it"
        lose="Put it back"
        onKeep={() => setChosen(null)}
        onLose={() => void restore.run().then(() => setChosen(null))}
      >
        Ratings and lists go back to {chosen === null ? '' : moment.format(chosen.createdAt)}. What is there now is kept as a backup of its
        own first. Data sets and models stay.
      </ConfirmDialog>
    </Group>
  );
}
