import type { KeyboardEvent } from 'react';
import type { Image } from '../../../../src-main/contract/images.ts';
import { ratingIntent } from '../../../components/ratingKeys.ts';
import { useClient, useHasSingleKeys, useStores } from '../../../stores/hooks.tsx';

/** On the picture that has the focus: 1 to 5 rate, Delete takes the rating away, F marks a favourite. */
export function usePictureKeys(onChanged: () => void): (event: KeyboardEvent, image: Image) => void {
  const client = useClient();
  const { notices } = useStores();
  const hasKeys = useHasSingleKeys();
  const update = async (imageId: string, change: { rating?: number | null; isFavourite?: boolean }): Promise<void> => {
    try {
      await client.images.update({ imageId, ...change });
      onChanged();
    } catch (error) {
      notices.fail(error);
    }
  };
  return (event, image) => {
    if (!hasKeys || event.ctrlKey || event.metaKey || event.altKey) return;
    const intent = ratingIntent(event, image.rating, 1);
    if (event.key === 'f' || event.key === 'F') void update(image.imageId, { isFavourite: !image.isFavourite });
    else if (intent?.kind === 'set' && intent.by === 'digit') void update(image.imageId, { rating: intent.stars });
    else if (intent?.kind === 'clear') void update(image.imageId, { rating: null });
    else return;
    event.preventDefault();
  };
}
