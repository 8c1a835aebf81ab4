import type { shelves } from '../../../src-main/contract/ratings.ts';
import { formatCount } from '../../components/numberWords.ts';
import { TabBar } from '../../components/tabBar.tsx';
import { useClient, useRatingsRevision } from '../../stores/hooks.tsx';
import { useLoad } from '../../stores/useLoad.ts';
import styles from './libraryScreen.module.css';

type Shelf = (typeof shelves)[number];

const tabs: readonly { readonly shelf: Shelf; readonly words: string }[] = [
  { shelf: 'rated', words: 'Rated' },
  { shelf: 'watchlist', words: 'Watchlist' },
  { shelf: 'hidden', words: 'Hidden' },
  { shelf: 'not-seen', words: 'Not seen' },
];

export const shelfAddress = (shelf: Shelf): string => `#/library/${shelf}`;

/** The four shelves, each with how many films stand on it. */
export function ShelfTabs({ profileId, current }: { readonly profileId: string; readonly current: Shelf }) {
  const client = useClient();
  const counts = useLoad(
    async () => {
      const totals = await Promise.all(tabs.map(({ shelf }) => client.ratings.library({ profileId, shelf, limit: 1 })));
      return new Map(tabs.map(({ shelf }, i) => [shelf, totals[i]?.total ?? 0]));
    },
    profileId,
    useRatingsRevision(),
  );
  const labelled = tabs.map(({ shelf, words }) => ({
    id: shelf,
    href: shelfAddress(shelf),
    label: (
      <>
        {words}
        <b>{counts.data === null ? '' : formatCount(counts.data.get(shelf) ?? 0)}</b>
      </>
    ),
  }));
  return (
    <div className={styles.tabs}>
      <TabBar label="Shelves" tabs={labelled} current={current} />
    </div>
  );
}
