import { useStore } from 'zustand';
import type { DatasetInfo } from '../../../src-main/contract/datasets.ts';
import { Button } from '../../components/button.tsx';
import { ErrorPanel } from '../../components/errorPanel.tsx';
import { isUnderWay, jobLine } from '../../components/jobWords.ts';
import { ProgressBar } from '../../components/progressBar.tsx';
import { useClient, useStores } from '../../stores/hooks.tsx';
import { useAction } from '../../stores/useAction.ts';
import styles from './settings.module.css';

/** Turns the plots and posters of a data set into numbers that models can learn from. */
export function EmbedDataset({ dataset: { name, numOverviews, numPosters } }: { readonly dataset: DatasetInfo }) {
  const client = useClient();
  const { jobs: store } = useStores();
  const jobs = useStore(store, (state) => state.jobs);
  const start = useAction(async () => void (await client.datasets.embed({ name, text: numOverviews > 0, posters: numPosters > 0 })));
  const title = `Plots and posters of ${name} as numbers`;
  const job = [...jobs.values()].filter((one) => one.kind === 'embed' && one.title === title).sort((a, b) => b.createdAt - a.createdAt)[0];
  if (numOverviews + numPosters === 0) return null;
  const isRunning = job !== undefined && isUnderWay(job);
  return (
    <>
      {job !== undefined && <p className={styles.help}>{jobLine(job)}</p>}
      {isRunning && <ProgressBar label={job.title} done={job.done} total={job.total} />}
      {isRunning ? (
        <Button size="small" onPress={() => void store.cancel(job.jobId)}>
          Stop
        </Button>
      ) : (
        <Button look="quiet" size="small" aria-label={`Prepare plots and posters of ${name}`} onPress={() => void start.run()}>
          Prepare plots and posters
        </Button>
      )}
      {start.error !== null && <ErrorPanel error={start.error} title="This did not start" />}
    </>
  );
}
