import { useState } from 'react';
import type { ModelCard } from '../../../../src-main/contract/models.ts';
import { Button } from '../../../components/button.tsx';
import { ErrorPanel } from '../../../components/errorPanel.tsx';
import { SelectField } from '../../../components/selectField.tsx';
import { MODEL_NAMES } from '../../../components/modelWords.ts';
import { useActiveProfile, useClient, useStores } from '../../../stores/hooks.tsx';
import { useAction } from '../../../stores/useAction.ts';
import { useDatasets } from '../useDatasets.ts';
import styles from './models.module.css';

/** Lets a model learn on with the person's own ratings among those of a data set. Nothing for a model that cannot, or without data to learn on. */
export function UpdateModel({ card }: { readonly card: ModelCard }) {
  const client = useClient();
  const profile = useActiveProfile();
  const { notices } = useStores();
  const datasets = useDatasets().data ?? [];
  const [wanted, setWanted] = useState<string | null>(null);
  const [isOpen, setIsOpen] = useState(false);
  const dataset = datasets.find(({ name, sha256 }) => (wanted === null ? sha256 === card.data.sha256 : name === wanted)) ?? datasets[0];
  const update = useAction(async () => {
    await client.models.update({ modelId: card.modelId, dataset: dataset!.name, profileId: profile!.profileId });
    setIsOpen(false);
    notices.say(`${MODEL_NAMES[card.name]} learns on; what it becomes stands here when it is done`);
  });
  if (!card.goesOn || profile === null || dataset === undefined) return null;
  if (!isOpen) return <Button onPress={() => setIsOpen(true)}>Update with my ratings</Button>;
  return (
    <form
      className={styles.import}
      onSubmit={(event) => {
        event.preventDefault();
        void update.run();
      }}
    >
      <div>
        <SelectField
          label="Learn on with"
          options={datasets.map(({ name }) => ({ id: name, label: name }))}
          value={dataset.name}
          onChange={setWanted}
          help="Its ratings, and yours as those of one person more. The model stays; the one that has learnt on stands beside it."
        />
      </div>
      <Button type="submit" look="primary" isDisabled={update.isRunning}>
        Update
      </Button>
      <Button look="quiet" onPress={() => setIsOpen(false)}>
        Leave it
      </Button>
      {update.error !== null && <ErrorPanel error={update.error} title="The update was not started" />}
    </form>
  );
}
