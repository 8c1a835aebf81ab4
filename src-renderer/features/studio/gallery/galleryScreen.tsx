import { useDeferredValue } from 'react';
import { useStore } from 'zustand';
import { Button, ButtonLink } from '../../../components/button.tsx';
import { EmptyState } from '../../../components/emptyState.tsx';
import { ErrorPanel } from '../../../components/errorPanel.tsx';
import { formatCount } from '../../../components/numberWords.ts';
import { routes } from '../../../routes.ts';
import { isNarrowed, listInput, NO_FILTERS } from '../../../stores/galleryStore.ts';
import { useClient, useStores } from '../../../stores/hooks.tsx';
import { useLoad } from '../../../stores/useLoad.ts';
import { PictureGrid } from '../pictureGrid.tsx';
import { ChosenBar } from './chosenBar.tsx';
import styles from './gallery.module.css';
import { GalleryTools } from './galleryTools.tsx';
import { usePictureKeys } from './usePictureKeys.ts';

const PAGE = 60;

/** Everything that was painted, a page at a time: as fast with 25,000 pictures as with ten. */
export function GalleryScreen() {
  const client = useClient();
  const { gallery } = useStores();
  const { filters, sort, offset, chosen } = useStore(gallery);
  const asked = useDeferredValue(filters);
  const question = { ...listInput(asked), sort, offset, limit: PAGE };
  const found = useLoad((signal) => client.images.list(question, { signal }), 'gallery', JSON.stringify(question));
  const facets = useLoad(() => client.images.facets(), 'facets');
  const keys = usePictureKeys(found.reload);
  const total = found.data?.total ?? 0;
  const turn = (to: number): void => gallery.setState({ offset: Math.max(0, to) });
  return (
    <>
      <GalleryTools facets={facets.data} total={found.data?.total ?? null} />
      {found.error !== null && <ErrorPanel error={found.error} title="The gallery could not be read" />}
      {found.data !== null && total === 0 && <Nothing isFiltered={isNarrowed(filters)} />}
      {found.data !== null && total > 0 && (
        <PictureGrid
          images={found.data.images}
          onKeyDown={keys}
          {...(chosen === null ? {} : { chosen, onToggle: (imageId: string) => gallery.toggle(imageId) })}
        />
      )}
      {total > PAGE && (
        <nav className={styles.pages} aria-label="Pages of the gallery">
          <Button look="quiet" isDisabled={offset === 0} onPress={() => turn(0)}>
            {sort === 'newest' ? 'Newest' : 'First'}
          </Button>
          <Button isDisabled={offset === 0} onPress={() => turn(offset - PAGE)}>
            {sort === 'newest' ? 'Newer' : 'Before'}
          </Button>
          <span>
            {formatCount(offset + 1)} to {formatCount(Math.min(total, offset + PAGE))} of {formatCount(total)}
          </span>
          <Button isDisabled={offset + PAGE >= total} onPress={() => turn(offset + PAGE)}>
            {sort === 'newest' ? 'Older' : 'After'}
          </Button>
          <Button look="quiet" isDisabled={offset + PAGE >= total} onPress={() => turn(PAGE * Math.floor((total - 1) / PAGE))}>
            {sort === 'newest' ? 'Oldest' : 'Last'}
          </Button>
        </nav>
      )}
      {chosen !== null && (
        <ChosenBar chosen={chosen} all={found.data?.images.map(({ imageId }) => imageId) ?? []} onChanged={found.reload} />
      )}
    </>
  );
}

function Nothing({ isFiltered }: { readonly isFiltered: boolean }) {
  const { gallery } = useStores();
  if (!isFiltered)
    return (
      <EmptyState title="Nothing painted yet" action={<ButtonLink href={routes.studio}>Paint</ButtonLink>}>
        What you paint is kept here with its recipe.
      </EmptyState>
    );
  return (
    <EmptyState title="No such picture" action={<Button onPress={() => gallery.narrow(NO_FILTERS)}>Show all</Button>}>
      Take a filter away, or look for other words; the seed of a picture finds it too.
    </EmptyState>
  );
}
