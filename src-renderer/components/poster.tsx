import { memo, useId, useMemo, useState } from 'react';
import type { Film } from '../../src-main/contract/shared.ts';
import { posterArt } from '../../src-main/core/posterArt/posterArt.ts';
import { classNames } from './classNames.ts';
import styles from './poster.module.css';

export interface PosterProps {
  readonly film: Film;
  /** `small` under 140 px: the same picture without its smallest words. */
  readonly size?: 'full' | 'small';
  /** Where the title stands in words beside it, the picture says nothing more. */
  readonly isDecorative?: boolean;
  readonly className?: string | undefined;
}

/** The film's poster: the painted one that is kept, or its picture where the data set brought one; else the drawn one, inline so that the page's faces reach it. */
export const Poster = memo(function Poster({ film, size = 'full', isDecorative = false, className }: PosterProps) {
  // An address that was remembered may have lost its picture.
  const [missing, setMissing] = useState<string | null>(null);
  const { posterUrl } = film;
  return (
    <span className={classNames(styles.poster, className)} {...(isDecorative ? { 'aria-hidden': true } : {})}>
      {posterUrl === null || posterUrl === missing ? (
        <Drawn film={film} size={size} />
      ) : (
        <img src={posterUrl} alt={isDecorative ? '' : film.title} loading="lazy" decoding="async" onError={() => setMissing(posterUrl)} />
      )}
    </span>
  );
});

function Drawn({ film, size }: { readonly film: Film; readonly size: 'full' | 'small' }) {
  const { filmId, rawTitle, genres, year } = film;
  // The same poster may stand on a page twice; its gradients and clips are named apart.
  const idPrefix = `p${useId().replaceAll(/[^a-z0-9]/gi, '')}`;
  const svg = useMemo(
    () => posterArt({ filmId, rawTitle, genres, year }, { size, idPrefix }),
    [filmId, rawTitle, genres, year, size, idPrefix],
  );
  // The text is made by our own pure module, which escapes titles.
  return <span className={styles.drawn} dangerouslySetInnerHTML={{ __html: svg }} />;
}
