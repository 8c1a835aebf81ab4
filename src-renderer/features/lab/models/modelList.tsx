import type { ActiveModel, ModelCard } from '../../../../src-main/contract/models.ts';
import { MODEL_NAMES, trainedWords } from '../../../components/modelWords.ts';
import styles from './models.module.css';
import { servesWords } from './servesWords.ts';

export interface ModelListProps {
  readonly cards: readonly ModelCard[];
  readonly active: readonly ActiveModel[];
  readonly chosen: string;
  readonly onChoose: (modelId: string) => void;
}

/** Every model by name, data and date; what it serves is said in words. */
export function ModelList({ cards, active, chosen, onChoose }: ModelListProps) {
  return (
    <ul className={styles.list} aria-label="Models">
      {cards.map((card) => (
        <li key={card.modelId}>
          <button type="button" className={styles.model} aria-pressed={card.modelId === chosen} onClick={() => onChoose(card.modelId)}>
            <span className={styles.modelName}>{MODEL_NAMES[card.name]}</span>
            <span
              className={styles.modelNote}
            >{`${card.origin === 'shipped' ? 'Shipped' : 'Trained here'}, ${card.data.name}, ${trainedWords(card)}`}</span>
            {servesWords(card, active) !== '' && <span className={styles.serves}>{servesWords(card, active)}</span>}
          </button>
        </li>
      ))}
    </ul>
  );
}
