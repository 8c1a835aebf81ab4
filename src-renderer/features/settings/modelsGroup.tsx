import { useState } from 'react';
import type { ActiveModel, ModelCard } from '../../../src-main/contract/models.ts';
import { ButtonLink } from '../../components/button.tsx';
import { ErrorPanel } from '../../components/errorPanel.tsx';
import { MODEL_NAMES, modelLabel } from '../../components/modelWords.ts';
import { SelectField } from '../../components/selectField.tsx';
import { routes } from '../../routes.ts';
import { useClient, useStores } from '../../stores/hooks.tsx';
import { useLoad } from '../../stores/useLoad.ts';
import { Group, Setting } from './group.tsx';

const AS_SHIPPED = 'as-shipped';
/** The person's own lists, among what a model may serve. */
const OWN_LISTS = 'app';

/** Which model ranks and which one guesses stars; the lab has their cards. */
export function ModelsGroup() {
  const client = useClient();
  const [changes, setChanges] = useState(0);
  const registry = useLoad(
    async () => {
      const [cards, active] = await Promise.all([client.models.list(), client.models.active()]);
      return { cards, active };
    },
    'models',
    changes,
  );
  if (registry.data === null)
    return registry.error === null ? null : <ErrorPanel error={registry.error} title="The models could not be listed" />;
  const { cards, active } = registry.data;
  const props = { active, onChanged: () => setChanges((n) => n + 1) };
  return (
    <Group part="recommendations">
      <Setting label="Ranks your list" help="Discover can change it for one look.">
        <ServingField
          label="Ranking model"
          serves="ranking"
          cards={cards}
          shipped={cards.find((card) => card.isDefaultRanking)}
          {...props}
        />
      </Setting>
      <Setting label="Guesses your stars" help="The list is never ordered by this number alone.">
        <ServingField
          label="Star model"
          serves="stars"
          cards={cards.filter((card) => card.predictsStars)}
          shipped={cards.find((card) => card.isDefaultStars)}
          {...props}
        />
      </Setting>
      <ButtonLink look="quiet" href={routes.models}>
        What each was made from, and how good it is
      </ButtonLink>
    </Group>
  );
}

interface ServingFieldProps {
  readonly label: string;
  readonly serves: ActiveModel['role'];
  readonly cards: readonly ModelCard[];
  readonly shipped: ModelCard | undefined;
  readonly active: readonly ActiveModel[];
  readonly onChanged: () => void;
}

function ServingField({ label, serves: role, cards, shipped, active, onChanged }: ServingFieldProps) {
  const client = useClient();
  const { notices } = useStores();
  const chosen = active.find((one) => one.dataset === OWN_LISTS && one.role === role);
  const choose = async (modelId: string): Promise<void> => {
    try {
      if (modelId !== AS_SHIPPED) await client.models.activate({ role, modelId });
      else if (chosen !== undefined) await client.models.rollback({ role, toShipped: true });
      onChanged();
    } catch (error) {
      notices.fail(error, () => void choose(modelId));
    }
  };
  return (
    <SelectField
      label={label}
      isLabelHidden
      options={[
        { id: AS_SHIPPED, label: `As shipped${shipped === undefined ? '' : `: ${MODEL_NAMES[shipped.name]}`}` },
        ...cards.map((card) => ({ id: card.modelId, label: modelLabel(card) })),
      ]}
      value={chosen?.modelId ?? AS_SHIPPED}
      onChange={(id) => void choose(id)}
    />
  );
}
