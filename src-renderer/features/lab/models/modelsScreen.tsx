import { Upload } from 'lucide-react';
import { useState } from 'react';
import { useStore } from 'zustand';
import type { ActiveModel, ModelCard } from '../../../../src-main/contract/models.ts';
import { Button, ButtonLink } from '../../../components/button.tsx';
import { EmptyState } from '../../../components/emptyState.tsx';
import { ErrorPanel } from '../../../components/errorPanel.tsx';
import { Loading } from '../../../components/loading.tsx';
import { counted } from '../../../components/numberWords.ts';
import { TextField } from '../../../components/textField.tsx';
import { useClient, useStores } from '../../../stores/hooks.tsx';
import { useAction } from '../../../stores/useAction.ts';
import { useLoad } from '../../../stores/useLoad.ts';
import lab from '../lab.module.css';
import { labAddress } from '../labParts.ts';
import { ModelCardPanel } from './modelCardPanel.tsx';
import { ModelList } from './modelList.tsx';
import { ServingPanel } from './servingPanel.tsx';
import styles from './models.module.css';

export interface Registry {
  readonly cards: readonly ModelCard[];
  readonly active: readonly ActiveModel[];
}

/** What is shipped and what was trained here: cards, which one serves, and files in and out. */
export function ModelsScreen() {
  const client = useClient();
  const { catalog, jobs } = useStores();
  const trained = useStore(jobs, (state) => [...state.jobs.values()].filter((job) => job.kind === 'train' && job.state === 'done').length);
  const [changes, setChanges] = useState(0);
  const [wanted, setWanted] = useState<string | null>(null);
  const registry = useLoad(
    async (): Promise<Registry> => {
      const [cards, active] = await Promise.all([client.models.list(), client.models.active()]);
      return { cards, active };
    },
    'models',
    `${trained} ${changes}`,
  );
  const refresh = (): void => {
    setChanges((n) => n + 1);
    // Discover and the settings offer what is here.
    void catalog.load();
  };
  if (registry.data === null) {
    return registry.error === null ? (
      <Loading sentence="Reading the models" shapes={0} />
    ) : (
      <ErrorPanel error={registry.error} title="The models could not be listed">
        <Button onPress={registry.reload}>Try again</Button>
      </ErrorPanel>
    );
  }
  const { cards, active } = registry.data;
  const numTrained = cards.filter(({ origin }) => origin === 'trained').length;
  const card = cards.find(({ modelId }) => modelId === wanted) ?? cards.find(({ isDefaultRanking }) => isDefaultRanking) ?? cards[0];
  if (card === undefined) {
    return (
      <EmptyState title="No model here" action={<ButtonLink href={labAddress('train', 'new')}>Train a model</ButtonLink>}>
        Marquee ships some; installing it again brings them back.
      </EmptyState>
    );
  }
  return (
    <>
      <ServingPanel cards={cards} active={active} onChanged={refresh} />
      <div className={lab.tools}>
        <p className={lab.note}>{`${counted(cards.length, 'model')}, ${numTrained === 0 ? 'none' : numTrained} of them trained here.`}</p>
        <span className={lab.gap} />
        <ImportModel
          onImported={(modelId) => {
            setWanted(modelId);
            refresh();
          }}
        />
      </div>
      <div className={styles.two}>
        <ModelList cards={cards} active={active} chosen={card.modelId} onChoose={setWanted} />
        <ModelCardPanel key={card.modelId} card={card} active={active} onChanged={refresh} />
      </div>
    </>
  );
}

/** A folder or zip on this computer; it is checked before anything of it is kept. */
function ImportModel({ onImported }: { readonly onImported: (modelId: string) => void }) {
  const client = useClient();
  const { notices } = useStores();
  const [path, setPath] = useState<string | null>(null);
  const take = useAction(async () => {
    const card = await client.models.import({ path: (path ?? '').trim() });
    notices.say(`${card.name} is here, checked`);
    setPath(null);
    onImported(card.modelId);
  });
  if (path === null) {
    return (
      <Button icon={Upload} onPress={() => setPath('')}>
        Import a model
      </Button>
    );
  }
  return (
    <form
      className={styles.import}
      onSubmit={(event) => {
        event.preventDefault();
        void take.run();
      }}
    >
      <TextField
        label="Folder or zip on this computer"
        value={path}
        onChange={setPath}
        autoFocus
        autoComplete="off"
        help="Format, shapes, sizes and hash are checked before anything of it is kept."
      />
      <Button type="submit" isDisabled={path.trim() === '' || take.isRunning}>
        Import
      </Button>
      <Button look="quiet" onPress={() => setPath(null)}>
        Leave it
      </Button>
      {take.error !== null && <ErrorPanel error={take.error} title="Nothing was imported" />}
    </form>
  );
}
