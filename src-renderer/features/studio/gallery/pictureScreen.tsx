import type { Image } from '../../../../src-main/contract/images.ts';
import { ButtonLink } from '../../../components/button.tsx';
import { ErrorPanel } from '../../../components/errorPanel.tsx';
import { Loading } from '../../../components/loading.tsx';
import { RatingControl } from '../../../components/ratingControl.tsx';
import { routes } from '../../../routes.ts';
import { useClient, useStores } from '../../../stores/hooks.tsx';
import { useLoad } from '../../../stores/useLoad.ts';
import { FilmLettering } from '../filmLettering.tsx';
import { pictureWords } from '../pictureWords.ts';
import styles from './gallery.module.css';
import { PictureActions } from './pictureActions.tsx';
import { RecipeRows } from './recipeRows.tsx';

/** One picture, large, with its recipe and what can be done with it. */
export function PictureScreen({ imageId }: { readonly imageId: string }) {
  const client = useClient();
  const load = useLoad(() => client.images.get({ imageId }), imageId);
  if (load.error !== null)
    return (
      <ErrorPanel error={load.error} title="This picture is not in the gallery">
        <ButtonLink href={routes.gallery}>To the gallery</ButtonLink>
      </ErrorPanel>
    );
  if (load.data === null) return <Loading sentence="Fetching the picture" shapes={1} />;
  const image = load.data;
  const { filmId, grid, url, width, height } = image;
  return (
    <div className={grid === null ? styles.picture : styles.sheet}>
      {filmId === null || grid !== null ? (
        <img className={styles.large} src={url} alt={pictureWords(image)} width={width} height={height} />
      ) : (
        <FilmLettering image={image} filmId={filmId} />
      )}
      <div className={styles.about}>
        <h2>{grid === null ? pictureWords(image) : `Sheet: ${grid.x.axis} by ${grid.y.axis}`}</h2>
        <Rating image={image} onChanged={load.reload} />
        <PictureActions image={image} onChanged={load.reload} />
        <RecipeRows recipe={grid === null ? image : { ...image, ...varied(grid), picture: null }} />
      </div>
    </div>
  );
}

function Rating({ image, onChanged }: { readonly image: Image; readonly onChanged: () => void }) {
  const client = useClient();
  const { notices } = useStores();
  const { imageId, rating } = image;
  const rate = async (next: number | null): Promise<void> => {
    try {
      await client.images.update({ imageId, rating: next });
      onChanged();
      notices.say(next === null ? 'Rating taken away' : `Rated ${next} of 5`, () => void rate(rating));
    } catch (error) {
      notices.fail(error);
    }
  };
  return (
    <RatingControl
      label="Your rating for this picture"
      step={1}
      stars={rating}
      onRate={(stars) => void rate(stars)}
      onClear={() => void rate(null)}
    />
  );
}

/** What the pictures of a sheet differ in is not said of the sheet. */
function varied({ x, y }: NonNullable<Image['grid']>): Partial<Record<'seed' | 'guidance' | 'steps' | 'sampler', null>> {
  return { [x.axis]: null, [y.axis]: null };
}
