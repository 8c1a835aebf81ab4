import { Brush, SlidersHorizontal } from 'lucide-react';
import { useStore } from 'zustand';
import { Button } from '../../components/button.tsx';
import { MenuButton } from '../../components/menuButton.tsx';
import { MODEL_NAMES } from '../../components/modelWords.ts';
import { routes } from '../../routes.ts';
import { useStores } from '../../stores/hooks.tsx';
import { newSeed } from '../../stores/studioStore.ts';
import { usePaintPosters } from '../../stores/usePaintPosters.ts';

/** Which model ranks, and posters for the first ten: beside the heading, or with the other filters where that has no room. */
export function ListTools() {
  const { discover } = useStores();
  const numRatings = useStore(discover, (state) => state.numRatings);
  if (numRatings === 0) return null;
  return (
    <>
      <ModelChoice />
      <PaintFirst />
    </>
  );
}

function ModelChoice() {
  const { discover, catalog } = useStores();
  const { model, filters } = useStore(discover);
  const models = useStore(catalog, (state) => state.models);
  const names = [...new Set(models.map((card) => card.name))];
  if (names.length < 2 || model === null) return null;
  return (
    <MenuButton
      label={`Model: ${MODEL_NAMES[model]}`}
      icon={SlidersHorizontal}
      value={filters.model ?? 'default'}
      choices={[
        { id: 'default' as const, label: 'Best for most people', note: 'Chosen by measurements on MovieLens' },
        ...names.map((name) => ({
          id: name,
          label: MODEL_NAMES[name],
          note: models.find((card) => card.name === name)?.summary ?? '',
        })),
      ]}
      onChange={(next) => discover.setFilters({ model: next === 'default' ? null : next })}
    />
  );
}

/** Posters for the films that stand first, as they are filtered now. */
function PaintFirst() {
  const { discover } = useStores();
  const items = useStore(discover, (state) => state.items);
  const films = items.map(({ film }) => film.filmId);
  const { canPaint, paint } = usePaintPosters({
    settings: { seed: newSeed() },
    films,
    onOrdered: () => window.location.assign(routes.studio),
  });
  return (
    <Button look="quiet" icon={Brush} isDisabled={!canPaint || films.length === 0} onPress={paint}>
      Paint the first ten
    </Button>
  );
}
