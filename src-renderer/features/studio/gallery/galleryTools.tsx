import { Search, SquareCheckBig } from 'lucide-react';
import { useStore } from 'zustand';
import type { AppClient } from '../../../client/client.ts';
import { Button } from '../../../components/button.tsx';
import { Chip } from '../../../components/chip.tsx';
import { counted } from '../../../components/numberWords.ts';
import { SelectField } from '../../../components/selectField.tsx';
import { TextField } from '../../../components/textField.tsx';
import { isNarrowed, NO_FILTERS } from '../../../stores/galleryStore.ts';
import { useStores } from '../../../stores/hooks.tsx';
import { DatesChip } from './datesChip.tsx';
import styles from './gallery.module.css';
import { RecipeButton } from './recipeDrop.tsx';

type Facets = Awaited<ReturnType<AppClient['images']['facets']>>;

const SORTS = [
  { id: 'newest', label: 'Newest first' },
  { id: 'oldest', label: 'Oldest first' },
  { id: 'rating', label: 'Best rated first' },
  { id: 'favourites', label: 'Favourites first' },
  { id: 'model', label: 'By painter' },
  { id: 'film', label: 'By film' },
] as const;
const RATINGS = [0, 1, 2, 3, 4, 5].map((id) => ({
  id,
  label: id === 0 ? 'Any rating' : id === 5 ? '5 stars' : `${id} ${id === 1 ? 'star' : 'stars'} or more`,
}));
const ANY = 'any';

export interface GalleryToolsProps {
  /** null while they are not known yet. */
  readonly facets: Facets | null;
  readonly total: number | null;
}

/** What narrows and orders the gallery; a choice of one is left out. */
export function GalleryTools({ facets, total }: GalleryToolsProps) {
  const { gallery } = useStores();
  const { filters, sort, chosen } = useStore(gallery);
  const models = facets?.models ?? [];
  const films = facets?.films ?? [];
  return (
    <div className={styles.tools} role="group" aria-label="Filters">
      <div className={styles.search}>
        <TextField
          label="Find a picture"
          isLabelHidden
          icon={Search}
          placeholder="Words, or a seed"
          value={filters.text}
          maxLength={200}
          onChange={(text) => gallery.narrow({ text })}
        />
      </div>
      <Chip isSelected={filters.favourites} onChange={(favourites) => gallery.narrow({ favourites })}>
        Favourites only
      </Chip>
      <DatesChip value={filters} onChange={(days) => gallery.narrow(days)} />
      <div className={styles.select}>
        <SelectField
          label="Rating"
          isLabelHidden
          value={filters.rating}
          options={RATINGS}
          onChange={(rating) => gallery.narrow({ rating })}
        />
      </div>
      {(models.length > 1 || filters.model !== null) && (
        <div className={styles.select}>
          <SelectField
            label="Painter"
            isLabelHidden
            value={filters.model ?? ANY}
            options={[
              { id: ANY, label: 'Any painter' },
              ...models.map(({ model, images }) => ({ id: model, label: `${model} (${images})` })),
            ]}
            onChange={(id) => gallery.narrow({ model: id === ANY ? null : id })}
          />
        </div>
      )}
      {(films.length > 0 || filters.filmId !== null) && (
        <div className={styles.select}>
          <SelectField
            label="Film"
            isLabelHidden
            value={filters.filmId ?? 0}
            options={[
              { id: 0, label: 'Any film' },
              ...films.map(({ filmId, title, images }) => ({ id: filmId, label: `${title} (${images})` })),
            ]}
            onChange={(id) => gallery.narrow({ filmId: id === 0 ? null : id })}
          />
        </div>
      )}
      <div className={styles.select}>
        <SelectField label="Order" isLabelHidden value={sort} options={SORTS} onChange={(id) => gallery.sortBy(id)} />
      </div>
      <Button look="quiet" isDisabled={!isNarrowed(filters)} onPress={() => gallery.narrow(NO_FILTERS)}>
        Reset
      </Button>
      <span className={styles.count} role="status">
        {total === null ? '' : counted(total, 'picture')}
      </span>
      <div className={styles.ends}>
        <RecipeButton />
        <Button
          icon={SquareCheckBig}
          isDisabled={total === 0 && chosen === null}
          onPress={() => (chosen === null ? gallery.choose() : gallery.stopChoosing())}
        >
          {chosen === null ? 'Choose' : 'Done'}
        </Button>
      </div>
    </div>
  );
}
