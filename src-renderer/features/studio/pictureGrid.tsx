import { Check, Grid3x3, Heart, Star } from 'lucide-react';
import type { KeyboardEvent } from 'react';
import { ToggleButton } from 'react-aria-components';
import type { Image } from '../../../src-main/contract/images.ts';
import { classNames } from '../../components/classNames.ts';
import { Icon } from '../../components/icon.tsx';
import { routes } from '../../routes.ts';
import { pictureWords } from './pictureWords.ts';
import styles from './pictureGrid.module.css';

export interface PictureGridProps {
  readonly images: readonly Image[];
  /** Ids of those that are chosen; given, a press chooses in place of opening. */
  readonly chosen?: readonly string[];
  readonly onToggle?: (imageId: string) => void;
  /** A key on the picture that has the focus, while a press opens. */
  readonly onKeyDown?: (event: KeyboardEvent, image: Image) => void;
}

/** Painted pictures as links to their pages, or to choose from. */
export function PictureGrid({ images, chosen, onToggle, onKeyDown }: PictureGridProps) {
  return (
    <ul className={styles.grid}>
      {images.map((image) => (
        <li key={image.imageId}>
          {chosen === undefined ? (
            <a
              href={routes.picture(image.imageId)}
              className={styles.item}
              aria-label={nameOf(image)}
              onKeyDown={(event) => onKeyDown?.(event, image)}
            >
              <Content image={image} />
            </a>
          ) : (
            <ToggleButton
              className={styles.item ?? ''}
              aria-label={nameOf(image)}
              isSelected={chosen.includes(image.imageId)}
              onChange={() => onToggle?.(image.imageId)}
            >
              <Content image={image} />
              {chosen.includes(image.imageId) && <Icon of={Check} className={classNames(styles.mark, styles.check)} />}
            </ToggleButton>
          )}
        </li>
      ))}
    </ul>
  );
}

function Content({ image }: { readonly image: Image }) {
  const { grid, isFavourite, rating, url, width, height } = image;
  return (
    <>
      <img
        src={url}
        alt=""
        width={width}
        height={height}
        loading="lazy"
        decoding="async"
        {...(grid === null ? {} : { className: styles.sheet })}
      />
      {isFavourite && <Icon of={Heart} className={classNames(styles.mark, styles.heart)} />}
      {grid !== null && <Icon of={Grid3x3} className={classNames(styles.mark, styles.kind)} />}
      {rating !== null && (
        <span className={classNames(styles.mark, styles.rating)}>
          <Icon of={Star} />
          {rating}
        </span>
      )}
    </>
  );
}

/** What a picture shows, how it is found again, and what the person said of it. */
function nameOf(image: Image): string {
  const { grid, isFavourite, rating, seed, picture } = image;
  return [
    grid === null ? pictureWords(image) : `Sheet of ${pictureWords(image)}`,
    ...(grid === null ? [`seed ${seed}, picture ${picture + 1}`] : [`${grid.x.axis} by ${grid.y.axis}`]),
    ...(rating === null ? [] : [rating === 1 ? 'rated 1 star' : `rated ${rating} stars`]),
    ...(isFavourite ? ['favourite'] : []),
  ].join(', ');
}
