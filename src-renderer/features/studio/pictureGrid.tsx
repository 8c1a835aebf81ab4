import { Heart } from 'lucide-react';
import type { Image } from '../../../src-main/contract/images.ts';
import { Icon } from '../../components/icon.tsx';
import { routes } from '../../routes.ts';
import { pictureWords } from './pictureWords.ts';
import styles from './studio.module.css';

/** Painted pictures as links to their pages. */
export function PictureGrid({ images }: { readonly images: readonly Image[] }) {
  return (
    <ul className={styles.grid}>
      {images.map((image) => (
        <li key={image.imageId}>
          <a href={routes.picture(image.imageId)} aria-label={`${pictureWords(image)}, seed ${image.seed}, picture ${image.picture + 1}`}>
            <img src={image.url} alt="" width={image.width} height={image.height} loading="lazy" decoding="async" />
            {image.isFavourite && <Icon of={Heart} className={styles.mark} />}
          </a>
        </li>
      ))}
    </ul>
  );
}
