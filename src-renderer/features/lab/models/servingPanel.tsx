import type { ActiveModel, ModelCard } from '../../../../src-main/contract/models.ts';
import { Button } from '../../../components/button.tsx';
import { ErrorPanel } from '../../../components/errorPanel.tsx';
import { MODEL_NAMES } from '../../../components/modelWords.ts';
import { useClient, useStores } from '../../../stores/hooks.tsx';
import { useAction } from '../../../stores/useAction.ts';
import { momentWords } from '../time.ts';
import styles from './models.module.css';
import { OWN_LISTS } from './servesWords.ts';

export interface ServingPanelProps {
  readonly cards: readonly ModelCard[];
  readonly active: readonly ActiveModel[];
  readonly onChanged: () => void;
}

/** Which model serves what by choice, and the way back. Nothing while all is as shipped. */
export function ServingPanel({ cards, active, onChanged }: ServingPanelProps) {
  if (active.length === 0) return null;
  return (
    <ul className={styles.serving} aria-label="Chosen models">
      {active.map((one) => (
        <Serving key={`${one.dataset} ${one.role}`} serving={one} cards={cards} onChanged={onChanged} />
      ))}
    </ul>
  );
}

function Serving({
  serving,
  cards,
  onChanged,
}: {
  readonly serving: ActiveModel;
  readonly cards: readonly ModelCard[];
  readonly onChanged: () => void;
}) {
  const client = useClient();
  const { notices } = useStores();
  const nameOf = (modelId: string): string => {
    const card = cards.find((one) => one.modelId === modelId);
    return card === undefined ? modelId : MODEL_NAMES[card.name];
  };
  const back = useAction(async () => {
    await client.models.rollback({ role: serving.role, dataset: serving.dataset });
    notices.say(serving.previous === null ? 'As shipped again' : `${nameOf(serving.previous)} serves again`);
    onChanged();
  });
  const what = serving.dataset === OWN_LISTS ? (serving.role === 'ranking' ? 'your lists' : 'your stars') : serving.dataset;
  return (
    <li>
      <p>
        <b>{nameOf(serving.modelId)}</b> {serving.role === 'ranking' ? 'ranks' : 'guesses'} {what} since{' '}
        {momentWords(serving.since, Date.now())}.
      </p>
      <Button size="small" isDisabled={back.isRunning} onPress={() => void back.run()}>
        {serving.previous === null ? 'Back to what is shipped' : `Back to ${nameOf(serving.previous)}`}
      </Button>
      {back.error !== null && <ErrorPanel error={back.error} title="Nothing was changed" />}
    </li>
  );
}
