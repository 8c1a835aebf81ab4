import { Trash2 } from 'lucide-react';
import type { PainterCard } from '../../../../src-main/contract/painters.ts';
import { Button } from '../../../components/button.tsx';
import { figure } from '../../../components/charts/format.ts';
import { trainedWords } from '../../../components/modelWords.ts';
import { counted, formatCount, formatDuration } from '../../../components/numberWords.ts';
import { useClient, useStores } from '../../../stores/hooks.tsx';
import styles from './train.module.css';
import { stageWords } from './trainingWords.ts';

export interface PainterListProps {
  readonly painters: readonly PainterCard[];
  readonly onChanged: () => void;
}

/** Painters and adapters with their cards. */
export function PainterList({ painters, onChanged }: PainterListProps) {
  return (
    <section className={styles.panel} aria-labelledby="painters">
      <h2 id="painters">Painters</h2>
      {painters.length === 0 && <p className={styles.note}>None yet. The first one appears here when its training is done.</p>}
      <ul>
        {painters.map((card) => (
          <li key={card.name} className={styles.painter}>
            <Painter card={card} onChanged={onChanged} />
          </li>
        ))}
      </ul>
    </section>
  );
}

function Painter({ card, onChanged }: { readonly card: PainterCard; readonly onChanged: () => void }) {
  const client = useClient();
  const { notices } = useStores();
  const { name, origin, adapterOf, adapters, fault, sizeBytes, stages } = card;
  const restore = async (): Promise<void> => {
    await client.painters.restore({ name });
    onChanged();
  };
  const remove = async (): Promise<void> => {
    try {
      await client.painters.remove({ name });
      const without = adapters.length === 0 ? '' : `; ${adapters.join(', ')} cannot paint without it`;
      notices.say(`${name} deleted${without}`, () => void restore().catch((error: unknown) => notices.fail(error)));
      onChanged();
    } catch (error) {
      notices.fail(error);
    }
  };
  const kind = adapterOf === null ? (origin === 'shipped' ? 'Ships with Marquee' : 'Trained here') : `Adapter of ${adapterOf}`;
  return (
    <>
      <div className={styles.painterHead}>
        <b>{name}</b>
        <span
          className={styles.note}
        >{`${kind}, ${stages.map(({ stage }) => stageWords(stage)).join(', ')}, ${megabytes(sizeBytes)}`}</span>
        {origin === 'trained' && (
          <Button look="quiet" size="small" icon={Trash2} aria-label={`Delete ${name}`} onPress={() => void remove()}>
            Delete
          </Button>
        )}
      </div>
      {fault !== null && <p className={styles.fault}>{fault}</p>}
      <details>
        <summary>{`Card of ${name}`}</summary>
        {stages.map((stage) => (
          <dl key={stage.stage} className={styles.card}>
            <Fact name="Stage" value={`${stageWords(stage.stage)}, ${String(stage.settings['network'] ?? 'convolutional')}`} />
            <Fact
              name="Learnt from"
              value={`${counted(stage.pictures, 'picture')} in ${formatCount(stage.metrics['steps'] ?? 0)} steps, ${formatDuration(stage.fitMs / 1000)}, ${trainedWords(stage)}`}
            />
            {stage.metrics['loss'] !== undefined && <Fact name="Loss at the end" value={figure(stage.metrics['loss'])} />}
            <Fact name="Seed" value={String(stage.seed)} />
            <Fact name="Made by" value={stage.command} isCode />
            <Fact name="Data" value={stage.dataSha256} isCode />
            <Fact name="SHA-256" value={stage.sha256} isCode />
            {stage.notes.map((note) => (
              <Fact key={note} name="Note" value={note} />
            ))}
          </dl>
        ))}
      </details>
    </>
  );
}

const megabytes = (bytes: number): string =>
  bytes < 1_048_576 ? `${Math.max(1, Math.round(bytes / 1024))} kB` : `${(bytes / 1_048_576).toFixed(1)} MB`;

function Fact({ name, value, isCode = false }: { readonly name: string; readonly value: string; readonly isCode?: boolean }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{isCode ? <code>{value}</code> : value}</dd>
    </div>
  );
}
