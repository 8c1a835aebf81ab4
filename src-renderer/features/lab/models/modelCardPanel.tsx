import { Download } from 'lucide-react';
import { useState } from 'react';
import type { ActiveModel, ModelCard } from '../../../../src-main/contract/models.ts';
import { Button } from '../../../components/button.tsx';
import { DataTable } from '../../../components/charts/dataTable.tsx';
import { figure } from '../../../components/charts/format.ts';
import { ConfirmDialog } from '../../../components/confirmDialog.tsx';
import { ErrorPanel } from '../../../components/errorPanel.tsx';
import { MODEL_NAMES, namedModel, trainedWords } from '../../../components/modelWords.ts';
import { counted } from '../../../components/numberWords.ts';
import { useClient, useStores } from '../../../stores/hooks.tsx';
import { useAction } from '../../../stores/useAction.ts';
import lab from '../lab.module.css';
import { metricWords } from '../metricWords.ts';
import { saveExport } from '../saveExport.ts';
import { spanWords } from '../time.ts';
import { settingWords, valueWords } from '../train/settingWords.ts';
import { useDatasets } from '../useDatasets.ts';
import { Reliability } from './reliability.tsx';
import styles from './models.module.css';
import { UpdateModel } from './updateModel.tsx';
import { OWN_LISTS, servesOwn, servesWords } from './servesWords.ts';

export interface ModelCardPanelProps {
  readonly card: ModelCard;
  readonly active: readonly ActiveModel[];
  readonly onChanged: () => void;
}

/** One model: what it is, what it learnt from, how good it is, and what it may serve. */
export function ModelCardPanel({ card, active, onChanged }: ModelCardPanelProps) {
  const client = useClient();
  const { notices } = useStores();
  const [isAsking, setIsAsking] = useState(false);
  const name = MODEL_NAMES[card.name];
  const learnedFrom = useDatasets().data?.find(({ sha256 }) => card.origin === 'trained' && sha256 === card.data.sha256);
  const activate = async (role: ActiveModel['role'], dataset = OWN_LISTS): Promise<void> => {
    try {
      await client.models.activate({ modelId: card.modelId, role, dataset });
      const ranked = dataset === OWN_LISTS ? 'your lists' : `the lists of ${dataset}`;
      notices.say(role === 'ranking' ? `${name} ranks ${ranked} now` : `${name} guesses your stars now`, () => {
        void client.models.rollback({ role, dataset }).then(onChanged, (error: unknown) => notices.fail(error));
      });
      onChanged();
    } catch (error) {
      notices.fail(error, () => void activate(role, dataset));
    }
  };
  const save = useAction(async () => {
    notices.say(`Saved ${saveExport(await client.models.export({ modelId: card.modelId }))}`);
  });
  const removal = useAction(async () => {
    await client.models.remove({ modelId: card.modelId });
    notices.say(`${name} is gone`);
    onChanged();
  });
  const serves = servesWords(card, active);
  const metrics = Object.entries(card.metrics);
  return (
    <article className={styles.card} aria-labelledby="card-title">
      <h2 id="card-title">{namedModel(card.name)}</h2>
      <p className={styles.summary}>{card.summary}</p>
      {serves !== '' && <p className={styles.serves}>{serves}.</p>}
      <div className={styles.actions}>
        {!servesOwn(card, active, 'ranking') && <Button onPress={() => void activate('ranking')}>Rank my lists with it</Button>}
        {card.predictsStars && !servesOwn(card, active, 'stars') && (
          <Button onPress={() => void activate('stars')}>Guess my stars with it</Button>
        )}
        {learnedFrom !== undefined && (
          <Button onPress={() => void activate('ranking', learnedFrom.name)}>{`Rank lists of ${learnedFrom.name} with it`}</Button>
        )}
        <UpdateModel card={card} />
        <Button look="quiet" icon={Download} isDisabled={save.isRunning} onPress={() => void save.run()}>
          Export
        </Button>
        {card.origin === 'trained' && (
          <Button look="danger" isDisabled={removal.isRunning} onPress={() => setIsAsking(true)}>
            Remove
          </Button>
        )}
      </div>
      {save.error !== null && <ErrorPanel error={save.error} title="The model was not exported" />}
      {removal.error !== null && <ErrorPanel error={removal.error} title="The model is still here" />}
      <dl className={`${lab.facts} ${styles.facts}`}>
        <dt>Learned from</dt>
        <dd>{`${card.data.name}: ${counted(card.data.ratings, 'rating')} by ${counted(card.data.users, 'person', 'people')} of ${counted(card.data.films, 'film')}`}</dd>
        <dt>Terms</dt>
        <dd>{card.data.terms}</dd>
        <dt>After</dt>
        <dd>{card.citation}</dd>
        <dt>Made by</dt>
        <dd>
          <code>{card.command}</code>
        </dd>
        <dt>Seed, time</dt>
        <dd>{`${card.seed}, ${spanWords(card.fitMs)}, ${trainedWords(card)}`}</dd>
        <dt>Size</dt>
        <dd>{`${(card.sizeBytes / 1_048_576).toFixed(1)} MB`}</dd>
        <dt>SHA-256</dt>
        <dd>{card.sha256}</dd>
        {Object.entries(card.hyperparameters).map(([key, value]) => (
          <Fact key={key} name={settingWords(key)} value={valueWords(value)} />
        ))}
      </dl>
      {card.notes.length > 0 && (
        <ul className={styles.notes}>
          {card.notes.map((note) => (
            <li key={note}>{note}</li>
          ))}
        </ul>
      )}
      <div className={lab.charts}>
        {metrics.length > 0 && (
          <section aria-labelledby="card-metrics">
            <h2 id="card-metrics" className={styles.small}>
              Measured
            </h2>
            <DataTable
              label="Measured"
              columns={['metric', 'value']}
              rows={metrics.map(([metric, value]) => [metricWords(metric), figure(value)])}
            />
          </section>
        )}
        {card.reliability.length > 0 && <Reliability bins={card.reliability} />}
      </div>
      <ConfirmDialog
        isOpen={isAsking}
        title={`Remove ${name}?`}
        keep="Keep it"
        lose="Remove the model"
        onKeep={() => setIsAsking(false)}
        onLose={() => {
          setIsAsking(false);
          void removal.run();
        }}
      >
        Its {(card.sizeBytes / 1_048_576).toFixed(1)} MB go for good. The run that made it stays, and can be made again.
      </ConfirmDialog>
    </article>
  );
}

function Fact({ name, value }: { readonly name: string; readonly value: string }) {
  return (
    <>
      <dt>{name}</dt>
      <dd>{value}</dd>
    </>
  );
}
