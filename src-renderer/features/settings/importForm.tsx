import { useState } from 'react';
import { Disclosure, DisclosurePanel } from 'react-aria-components';
import { Button } from '../../components/button.tsx';
import { ErrorPanel } from '../../components/errorPanel.tsx';
import { TextField } from '../../components/textField.tsx';
import { useClient } from '../../stores/hooks.tsx';
import styles from './settings.module.css';
import { useAction } from '../../stores/useAction.ts';

/** A path on the computer that runs Marquee; a name, plots and posters where wanted. */
export function ImportForm() {
  const client = useClient();
  const [path, setPath] = useState('');
  const [name, setName] = useState('');
  const [details, setDetails] = useState('');
  const [posters, setPosters] = useState('');
  const start = useAction(async () => {
    await client.datasets.import({
      path: path.trim(),
      ...(name.trim() === '' ? {} : { name: name.trim() }),
      ...(details.trim() === '' ? {} : { details: details.trim() }),
      ...(posters.trim() === '' ? {} : { posters: posters.trim() }),
    });
    setPath('');
    setName('');
  });
  return (
    <form
      className={styles.import}
      onSubmit={(event) => {
        event.preventDefault();
        if (path.trim() !== '') void start.run();
      }}
    >
      <div className={styles.form}>
        <TextField
          label="Import a data set from"
          placeholder="/path/to/ml-latest-small"
          value={path}
          onChange={setPath}
          help="A folder, a zip or a single file of MovieLens: 100K, 1M, 10M, or the CSV family up to 32M."
        />
        <Button type="submit" isDisabled={path.trim() === '' || start.isRunning}>
          Import
        </Button>
      </div>
      <Disclosure>
        <Button slot="trigger" look="quiet" size="small">
          Name, plots and posters
        </Button>
        <DisclosurePanel>
          <div className={styles.stack}>
            <TextField label="Name" placeholder="as the folder" value={name} onChange={setName} help="Letters, digits, dots and dashes." />
            <TextField
              label="Film details"
              placeholder="/path/to/plots.jsonl.gz"
              value={details}
              onChange={setDetails}
              help="Plots, people and running times, one film a line."
            />
            <TextField
              label="Posters"
              placeholder="/path/to/posters.tar"
              value={posters}
              onChange={setPosters}
              help="A folder or a tar of pictures named by film number."
            />
          </div>
        </DisclosurePanel>
      </Disclosure>
      {start.error !== null && <ErrorPanel error={start.error} title="The import did not start" />}
    </form>
  );
}
