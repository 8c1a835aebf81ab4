import { Download, Heart, Trash2 } from 'lucide-react';
import type { Image } from '../../../../src-main/contract/images.ts';
import { Button, ButtonLink } from '../../../components/button.tsx';
import { ErrorPanel } from '../../../components/errorPanel.tsx';
import { Loading } from '../../../components/loading.tsx';
import { saveFile } from '../../../components/saveFile.ts';
import { routes } from '../../../routes.ts';
import { useClient, useStores } from '../../../stores/hooks.tsx';
import { useLoad } from '../../../stores/useLoad.ts';
import { FilmLettering } from '../filmLettering.tsx';
import { pictureWords } from '../pictureWords.ts';
import styles from '../studio.module.css';

/** One picture, large, with its recipe and what can be done with it. */
export function PictureScreen({ imageId }: { readonly imageId: string }) {
  const client = useClient();
  const { notices } = useStores();
  const load = useLoad(() => client.images.get({ imageId }), imageId);
  if (load.error !== null)
    return (
      <ErrorPanel error={load.error} title="This picture is not in the gallery">
        <ButtonLink href={routes.gallery}>To the gallery</ButtonLink>
      </ErrorPanel>
    );
  if (load.data === null) return <Loading sentence="Fetching the picture" shapes={1} />;
  const image = load.data;

  const act = async (work: () => Promise<void>): Promise<void> => {
    try {
      await work();
    } catch (error) {
      notices.fail(error);
    }
  };
  const mark = async (): Promise<void> => {
    await client.images.update({ imageId, isFavourite: !image.isFavourite });
    load.reload();
  };
  const save = async (): Promise<void> => {
    const { fileName, mediaType, base64, path } = await client.images.file({ imageId });
    saveFile(
      fileName,
      mediaType,
      Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0)),
    );
    notices.say(`Saved ${fileName}. The original is ${path}`);
  };
  const restore = async (): Promise<void> => {
    await client.images.restore({ imageId });
    window.location.assign(routes.picture(imageId));
  };
  const remove = async (): Promise<void> => {
    await client.images.remove({ imageId });
    notices.say('Picture deleted', () => void act(restore));
    window.location.assign(routes.gallery);
  };
  return (
    <div className={styles.picture}>
      {image.filmId === null ? (
        <img className={styles.large} src={image.url} alt={pictureWords(image)} width={image.width} height={image.height} />
      ) : (
        <FilmLettering image={image} filmId={image.filmId} />
      )}
      <div className={styles.about}>
        <h2>{pictureWords(image)}</h2>
        <div className={styles.actions}>
          <Button icon={Heart} onPress={() => void act(mark)}>
            {image.isFavourite ? 'No longer a favourite' : 'Favourite'}
          </Button>
          <Button icon={Download} onPress={() => void act(save)}>
            Save the picture
          </Button>
          <Button look="danger" icon={Trash2} onPress={() => void act(remove)}>
            Delete
          </Button>
        </div>
        <Recipe image={image} />
      </div>
    </div>
  );
}

function Recipe({ image }: { readonly image: Image }) {
  const { seed, picture, steps, guidance, sampler, width, height, model, negativePrompt, genres, decade, ms } = image;
  const rows: readonly (readonly [string, string])[] = [
    ...(negativePrompt === '' ? [] : [['Led away from', negativePrompt] as const]),
    ...(genres.length === 0 ? [] : [['Genres', genres.join(', ')] as const]),
    ...(decade === null ? [] : [['Decade', `${decade}s`] as const]),
    ['Seed', `${seed}, picture ${picture + 1}`],
    ['Steps', `${steps}, ${sampler}`],
    ['Guidance', String(guidance)],
    ['Size', `${width} x ${height}`],
    ['Painter', model],
    ...(ms === null ? [] : [['Took', `${(ms / 1000).toFixed(1)} seconds`] as const]),
  ];
  return (
    <dl className={styles.recipe}>
      {rows.map(([name, value]) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
}
