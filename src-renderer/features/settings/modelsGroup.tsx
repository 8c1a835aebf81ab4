import { useStore } from 'zustand';
import type { ModelCard } from '../../../src-main/contract/models.ts';
import { formatCount } from '../../components/numberWords.ts';
import { SelectField } from '../../components/selectField.tsx';
import { useStores } from '../../stores/hooks.tsx';
import { Group, Setting } from './group.tsx';
import styles from './settings.module.css';

const BY_DEFAULT = 'default';

/** Which model ranks, which one guesses stars, and what each was made from. */
export function ModelsGroup() {
  const { settings: store, catalog } = useStores();
  const settings = useStore(store, (state) => state.settings);
  const models = useStore(catalog, (state) => state.models);
  if (settings === null || models.length === 0) return null;
  const optionsOf = (offered: readonly ModelCard[], isDefault: (card: ModelCard) => boolean) => [
    { id: BY_DEFAULT, label: `As shipped (${models.find(isDefault)?.name ?? 'the best one here'})` },
    ...names(offered).map((name) => ({ id: name, label: name })),
  ];
  return (
    <Group title="Recommendations">
      <Setting label="Ranks your list" help="Discover can change it for one look.">
        <SelectField
          label="Ranking model"
          isLabelHidden
          options={optionsOf(models, (card) => card.isDefaultRanking)}
          value={settings.rankingModel ?? BY_DEFAULT}
          onChange={(id) => void store.save({ rankingModel: id === BY_DEFAULT ? null : id })}
        />
      </Setting>
      <Setting label="Guesses your stars" help="The list is never ordered by this number alone.">
        <SelectField
          label="Star model"
          isLabelHidden
          options={optionsOf(
            models.filter((card) => card.predictsStars),
            (card) => card.isDefaultStars,
          )}
          value={settings.starsModel ?? BY_DEFAULT}
          onChange={(id) => void store.save({ starsModel: id === BY_DEFAULT ? null : id })}
        />
      </Setting>
      <ul className={styles.list}>
        {models.map((card) => (
          <li key={card.modelId}>
            <details className={styles.details}>
              <summary>
                <b>{card.name}</b> <span>{card.summary}</span>
              </summary>
              <Card card={card} />
            </details>
          </li>
        ))}
      </ul>
    </Group>
  );
}

const names = (models: readonly ModelCard[]): readonly string[] => [...new Set(models.map((card) => card.name))];

function Card({ card }: { readonly card: ModelCard }) {
  const metrics = Object.entries(card.metrics);
  return (
    <dl className={styles.facts}>
      <dt>Learned from</dt>
      <dd>
        {card.data.name}: {formatCount(card.data.ratings)} ratings by {formatCount(card.data.users)} people of{' '}
        {formatCount(card.data.films)} films. {card.data.terms}
      </dd>
      {metrics.length > 0 && (
        <>
          <dt>Measured</dt>
          <dd className={styles.tabular}>{metrics.map(([name, value]) => `${name} ${value.toFixed(3)}`).join(', ')}</dd>
        </>
      )}
      <dt>Made by</dt>
      <dd>
        <code>{card.command}</code> (seed {card.seed}, {card.trainedAt.slice(0, 10)})
      </dd>
      <dt>After</dt>
      <dd>{card.citation}</dd>
      {card.notes.length > 0 && (
        <>
          <dt>Notes</dt>
          <dd>{card.notes.join(' ')}</dd>
        </>
      )}
    </dl>
  );
}
