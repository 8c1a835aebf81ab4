import { ImagePlus } from 'lucide-react';
import type { Image } from '../../../src-main/contract/images.ts';
import { Button } from '../../components/button.tsx';
import { routes } from '../../routes.ts';
import { useClient, useStores } from '../../stores/hooks.tsx';

const STRENGTH = 0.5;

/** Takes a picture into the form, to paint from it under the words that it was painted with, or others. */
export function ChangePicture({ image, size = 'normal' }: { readonly image: Image; readonly size?: 'small' | 'normal' }) {
  const client = useClient();
  const { notices, studio } = useStores();
  const { imageId, filmId, prompt, genres, decade } = image;
  const take = async (): Promise<void> => {
    try {
      const { startId, url } = await client.images.keepStart({ imageId });
      studio.openFilm(filmId);
      studio.change({ prompt, genres, decade, start: { startId, url, strength: STRENGTH } });
      window.location.assign(filmId === null ? routes.studio : routes.paintFilm(filmId));
    } catch (error) {
      notices.fail(error);
    }
  };
  return (
    <Button look={size === 'small' ? 'quiet' : 'plain'} size={size} icon={ImagePlus} onPress={() => void take()}>
      Change this picture
    </Button>
  );
}
