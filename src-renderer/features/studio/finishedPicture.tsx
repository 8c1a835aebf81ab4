import { ChevronLeft, ChevronRight } from 'lucide-react';
import { useState } from 'react';
import type { Image } from '../../../src-main/contract/images.ts';
import { Button, ButtonLink } from '../../components/button.tsx';
import { routes } from '../../routes.ts';
import { ChangePicture } from './changePicture.tsx';
import { FilmLettering } from './filmLettering.tsx';
import { pictureWords } from './pictureWords.ts';
import styles from './stage.module.css';

export interface FinishedPictureProps {
  /** Newest first. */
  readonly images: readonly Image[];
}

/** The newest finished picture, or the one that was turned to; as the film's poster where one is painted for a film. */
export function FinishedPicture({ images }: FinishedPictureProps) {
  const [chosen, setChosen] = useState<string | null>(null);
  const found = images.findIndex(({ imageId }) => imageId === chosen);
  const at = found < 0 ? 0 : found;
  const image = images[at];
  if (image === undefined) return null;
  const turn = (by: number): void => setChosen(images[at + by]?.imageId ?? null);
  return (
    <section className={styles.finished} aria-label="Finished">
      <div className={styles.liveHead}>
        <span>{`Finished picture ${images.length - at} of ${images.length}`}</span>
        {images.length > 1 && (
          <>
            <Button
              look="quiet"
              size="small"
              icon={ChevronLeft}
              aria-label="Picture before"
              isDisabled={at === images.length - 1}
              onPress={() => turn(1)}
            />
            <Button
              look="quiet"
              size="small"
              icon={ChevronRight}
              aria-label="Picture after"
              isDisabled={at === 0}
              onPress={() => turn(-1)}
            />
          </>
        )}
      </div>
      {image.filmId === null || image.grid !== null ? (
        <img className={styles.picture} src={image.url} alt={pictureWords(image)} width={image.width} height={image.height} />
      ) : (
        <FilmLettering key={image.imageId} image={image} filmId={image.filmId} />
      )}
      <div className={styles.actions}>
        {image.grid === null && <ChangePicture image={image} size="small" />}
        <ButtonLink look="quiet" size="small" href={routes.picture(image.imageId)}>
          Recipe
        </ButtonLink>
      </div>
    </section>
  );
}
