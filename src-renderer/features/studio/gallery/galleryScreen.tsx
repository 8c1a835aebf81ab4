import { Search } from 'lucide-react';
import { useDeferredValue, useState } from 'react';
import { Button, ButtonLink } from '../../../components/button.tsx';
import { EmptyState } from '../../../components/emptyState.tsx';
import { ErrorPanel } from '../../../components/errorPanel.tsx';
import { counted, formatCount } from '../../../components/numberWords.ts';
import { Switch } from '../../../components/switch.tsx';
import { TextField } from '../../../components/textField.tsx';
import { routes } from '../../../routes.ts';
import { useClient } from '../../../stores/hooks.tsx';
import { useLoad } from '../../../stores/useLoad.ts';
import { PictureGrid } from '../pictureGrid.tsx';
import styles from '../studio.module.css';

const PAGE = 60;

/** Everything that was painted, newest first, a page at a time: as fast with 25,000 pictures as with ten. */
export function GalleryScreen() {
  const client = useClient();
  const [text, setText] = useState('');
  const [favourites, setFavourites] = useState(false);
  const [offset, setOffset] = useState(0);
  const asked = useDeferredValue(text);
  const found = useLoad(
    (signal) => client.images.list({ text: asked, favourites, offset, limit: PAGE }, { signal }),
    'gallery',
    `${asked} ${favourites} ${offset}`,
  );
  const total = found.data?.total ?? 0;
  const isFiltered = text !== '' || favourites;
  return (
    <>
      <div className={styles.tools}>
        <TextField
          label="Find a picture"
          isLabelHidden
          icon={Search}
          placeholder="Words of the prompt, or a seed"
          value={text}
          maxLength={200}
          onChange={(next) => {
            setText(next);
            setOffset(0);
          }}
        />
        <Switch
          isSelected={favourites}
          onChange={(next) => {
            setFavourites(next);
            setOffset(0);
          }}
        >
          Favourites only
        </Switch>
        <span role="status">{found.data === null ? '' : counted(total, 'picture')}</span>
      </div>
      {found.error !== null && <ErrorPanel error={found.error} title="The gallery could not be read" />}
      {found.data !== null && total === 0 && (
        <EmptyState
          title={isFiltered ? 'No such picture' : 'Nothing painted yet'}
          action={<ButtonLink href={routes.studio}>Paint</ButtonLink>}
        >
          {isFiltered ? 'Other words may find it; the seed of a picture finds it too.' : 'What you paint is kept here with its recipe.'}
        </EmptyState>
      )}
      {found.data !== null && <PictureGrid images={found.data.images} />}
      {total > PAGE && (
        <nav className={styles.pages} aria-label="Pages of the gallery">
          <Button isDisabled={offset === 0} onPress={() => setOffset(Math.max(0, offset - PAGE))}>
            Newer
          </Button>
          <span>
            {formatCount(offset + 1)} to {formatCount(Math.min(total, offset + PAGE))} of {formatCount(total)}
          </span>
          <Button isDisabled={offset + PAGE >= total} onPress={() => setOffset(offset + PAGE)}>
            Older
          </Button>
        </nav>
      )}
    </>
  );
}
