import type { RecommendationRow } from '../../../src-main/contract/recommendations.ts';
import { formatStars } from '../../components/numberWords.ts';

/** The words over a row, and the sentence that keeps them honest. */
export function rowHeading(heading: RecommendationRow['heading']): { readonly title: string; readonly note: string | null } {
  switch (heading.kind) {
    case 'because':
      return { title: `Because you rated ${heading.film.title} ${formatStars(heading.stars)}`, note: null };
    case 'genre':
      return { title: GENRE_TITLES[heading.genre] ?? heading.genre, note: null };
    case 'lesser-known':
      return { title: 'Far from the crowd', note: 'Few people in the data have rated these' };
    case 'decade':
      return { title: `From the ${heading.decade}s`, note: null };
    case 'watchlist':
      return { title: 'From your watchlist', note: 'The ones you would like best come first' };
  }
}

const GENRE_TITLES: Readonly<Record<string, string>> = {
  'Film-Noir': 'Film noir',
  'Sci-Fi': 'Science fiction',
  War: 'War films',
  Western: 'Westerns',
  Musical: 'Musicals',
  Comedy: 'Comedies',
  Thriller: 'Thrillers',
  Drama: 'Dramas',
  Documentary: 'Documentaries',
  Animation: 'Animated films',
  Children: 'For children',
};
