import { Brush, Columns2, Copy, Download, FolderOpen, Heart, Layers, Trash2 } from 'lucide-react';
import type { Image } from '../../../../src-main/contract/images.ts';
import { Button } from '../../../components/button.tsx';
import { saveFile } from '../../../components/saveFile.ts';
import { routes } from '../../../routes.ts';
import { useClient, useStores } from '../../../stores/hooks.tsx';
import { newSeed } from '../../../stores/studioStore.ts';
import { useLoad } from '../../../stores/useLoad.ts';
import { ChangePicture } from '../changePicture.tsx';
import styles from './gallery.module.css';

/** Of what a variation is painted anew: enough to differ, little enough to be known again. */
const VARIATION_STRENGTH = 0.45;
const VARIATIONS = 4;

/** Everything that can be done with one picture. */
export function PictureActions({ image, onChanged }: { readonly image: Image; readonly onChanged: () => void }) {
  const client = useClient();
  const { notices, studio, gallery } = useStores();
  const info = useLoad(() => client.app.info(), 'info');
  const { imageId, filmId, isFavourite, grid } = image;
  const studioRoute = filmId === null ? routes.studio : routes.paintFilm(filmId);

  const act = async (work: () => Promise<void>): Promise<void> => {
    try {
      await work();
    } catch (error) {
      notices.fail(error);
    }
  };
  const mark = async (): Promise<void> => {
    await client.images.update({ imageId, isFavourite: !isFavourite });
    onChanged();
  };
  const save = async (): Promise<void> => {
    const { fileName, mediaType, base64 } = await client.images.file({ imageId });
    saveFile(
      fileName,
      mediaType,
      Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0)),
    );
    notices.say(`Saved ${fileName}`);
  };
  const reveal = async (): Promise<void> => {
    const { path, isShown } = await client.images.reveal({ imageId });
    if (isShown) return;
    // A browser may refuse the clipboard; the path is said all the same.
    const isCopied = await navigator.clipboard.writeText(path).then(
      () => true,
      () => false,
    );
    notices.say(isCopied ? `Copied ${path}` : `It lies at ${path}`);
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
  const fillForm = (): void => {
    const { prompt, negativePrompt, genres, decade, seed, steps, guidance, guidanceInterval, sampler, model } = image;
    studio.openFilm(filmId);
    studio.change({
      prompt,
      negativePrompt,
      genres,
      decade,
      seed,
      steps,
      guidance,
      guidanceInterval,
      sampler,
      model,
      isSeedLocked: true,
      start: null,
    });
  };
  const vary = async (): Promise<void> => {
    const { prompt, negativePrompt, genres, decade, steps, guidance, guidanceInterval, sampler, model } = image;
    const { startId } = await client.images.keepStart({ imageId });
    const start = { startId, strength: VARIATION_STRENGTH };
    const settings = { prompt, negativePrompt, genres, decade, filmId, steps, guidance, guidanceInterval, sampler, model };
    const { batchId } = await client.images.paint({ ...settings, start, seed: newSeed(), count: VARIATIONS });
    studio.openFilm(filmId);
    studio.order(batchId);
    window.location.assign(studioRoute);
  };
  return (
    <div className={styles.actions}>
      <Button icon={Heart} onPress={() => void act(mark)}>
        {isFavourite ? 'No longer a favourite' : 'Favourite'}
      </Button>
      {grid === null && (
        <>
          <Button icon={Layers} onPress={() => void act(vary)}>
            Variations
          </Button>
          <ChangePicture image={image} />
          <Button
            icon={Brush}
            onPress={() => {
              fillForm();
              window.location.assign(studioRoute);
            }}
          >
            Use its settings
          </Button>
        </>
      )}
      <Button
        icon={Columns2}
        onPress={() => {
          gallery.choose(imageId);
          window.location.assign(routes.gallery);
        }}
      >
        Compare with another
      </Button>
      <Button icon={Download} onPress={() => void act(save)}>
        {grid === null ? 'Save the picture' : 'Save the sheet'}
      </Button>
      {info.data !== null && (
        <Button icon={info.data.host === 'electron' ? FolderOpen : Copy} onPress={() => void act(reveal)}>
          {info.data.host === 'electron' ? 'Show in folder' : 'Copy its path'}
        </Button>
      )}
      <Button look="danger" icon={Trash2} onPress={() => void act(remove)}>
        Delete
      </Button>
    </div>
  );
}
