import { useStore } from 'zustand';
import { memo, useState } from 'react';
import { Button } from '../../../components/button.tsx';
import { MODEL_NAMES } from '../../../components/modelWords.ts';
import { useClient, useStores } from '../../../stores/hooks.tsx';
import { useLoad } from '../../../stores/useLoad.ts';
import { labAddress } from '../labParts.ts';
import { STATE_NAMES } from '../runWords.ts';
import { momentWords } from '../time.ts';
import { searchLine } from './searchWords.ts';
import styles from './train.module.css';

const FIRST = 5;

/** Searches that were made before, newest first; nothing while there are none. */
export const PastSearches = memo(function PastSearches() {
  const client = useClient();
  const { jobs } = useStores();
  const changes = useStore(jobs, (state) => [...state.jobs.values()].flatMap((job) => (job.kind === 'search' ? job.state : [])).join(' '));
  const loaded = useLoad(() => client.experiments.searches(), 'searches', changes);
  const [isWhole, setIsWhole] = useState(false);
  const [now] = useState(() => Date.now());
  // The form above stands without them.
  if (loaded.data === null || loaded.data.length === 0) return null;
  const shown = isWhole ? loaded.data : loaded.data.slice(0, FIRST);
  return (
    <section className={styles.queue} aria-labelledby="searches">
      <h2 id="searches">Searches</h2>
      <ol>
        {shown.map((search) => (
          <li key={search.searchId} className={styles.job}>
            <div className={styles.jobWords}>
              <p className={styles.jobTitle}>
                <a href={labAddress('train', `search:${search.searchId}`)}>{`Settings for ${MODEL_NAMES[search.model]}`}</a>
              </p>
              <p>{`${search.dataset.name}, ${search.protocol}: ${searchLine(search)}`}</p>
            </div>
            <p className={styles.jobEnd}>{`${STATE_NAMES[search.state]}, ${momentWords(search.createdAt, now)}`}</p>
          </li>
        ))}
      </ol>
      {loaded.data.length > shown.length && (
        <Button look="quiet" size="small" onPress={() => setIsWhole(true)}>
          {`Show all ${loaded.data.length}`}
        </Button>
      )}
    </section>
  );
});
