import { useState } from 'react';
import { useStore } from 'zustand';
import type { DatasetInfo } from '../../../src-main/contract/datasets.ts';
import type { Job } from '../../../src-main/contract/jobs.ts';
import { Button } from '../../components/button.tsx';
import { ConfirmDialog } from '../../components/confirmDialog.tsx';
import { ErrorPanel } from '../../components/errorPanel.tsx';
import { isUnderWay, jobLine } from '../../components/jobWords.ts';
import { counted } from '../../components/numberWords.ts';
import { ProgressBar } from '../../components/progressBar.tsx';
import { useClient, useStores } from '../../stores/hooks.tsx';
import { useLoad } from '../../stores/useLoad.ts';
import { EmbedDataset } from './embedDataset.tsx';
import { Group } from './group.tsx';
import { ImportForm } from './importForm.tsx';
import { ImportReport } from './importReport.tsx';
import styles from './settings.module.css';
import { sizeWords } from './sizeWords.ts';
import { useAction } from '../../stores/useAction.ts';

/** Data sets on this computer; bringing another one in, with its progress and its report. */
export function DatasetsGroup() {
  const client = useClient();
  const { jobs: store } = useStores();
  const jobs = useStore(store, (state) => state.jobs);
  const [removed, setRemoved] = useState(0);
  const imports = [...jobs.values()].filter((job) => job.kind === 'import').sort((a, b) => b.createdAt - a.createdAt);
  const finished = imports.filter((job) => job.state === 'done').length;
  const list = useLoad(() => client.datasets.list(), 'datasets', `${finished} ${removed}`);
  return (
    <Group part="data-sets">
      {list.error !== null && <ErrorPanel error={list.error} title="The data sets could not be listed" />}
      {list.data !== null && list.data.length === 0 && (
        <p className={styles.help}>None yet. The app's own films work without one; a data set is for measuring and training models.</p>
      )}
      <ul className={styles.list}>
        {(list.data ?? []).map((dataset) => (
          <li key={dataset.name}>
            <Dataset dataset={dataset} onRemoved={() => setRemoved((n) => n + 1)} />
          </li>
        ))}
      </ul>
      <ImportForm />
      {imports.slice(0, 2).map((job) => (
        <ImportJob key={job.jobId} job={job} />
      ))}
    </Group>
  );
}

function Dataset({ dataset, onRemoved }: { readonly dataset: DatasetInfo; onRemoved(): void }) {
  const client = useClient();
  const [isAsking, setIsAsking] = useState(false);
  const removal = useAction(async () => {
    await client.datasets.remove({ name: dataset.name });
    onRemoved();
  });
  const { scale } = dataset;
  const extras = [
    dataset.hasDemographics ? 'people’s age, gender and occupation' : '',
    dataset.numOverviews > 0 ? counted(dataset.numOverviews, 'plot') : '',
    dataset.numPosters > 0 ? counted(dataset.numPosters, 'poster') : '',
  ].filter((part) => part !== '');
  return (
    <div className={styles.item}>
      <div>
        <p className={styles.label}>{dataset.name}</p>
        <p className={styles.help}>
          {counted(dataset.rows, 'rating')} by {counted(dataset.users, 'person', 'people')} of {counted(dataset.films, 'film')}, from{' '}
          {scale.min} to {scale.max}. {sizeWords(dataset.sizeBytes)}.{extras.length > 0 && ` With ${extras.join(', ')}.`}
        </p>
        <EmbedDataset dataset={dataset} />
        {removal.error !== null && <ErrorPanel error={removal.error} />}
      </div>
      <Button look="quiet" size="small" aria-label={`Remove ${dataset.name}`} onPress={() => setIsAsking(true)}>
        Remove
      </Button>
      <ConfirmDialog
        isOpen={isAsking}
        title={`Remove ${dataset.name}?`}
        keep="Keep it"
        lose={`Remove ${counted(dataset.rows, 'rating')}`}
        onKeep={() => setIsAsking(false)}
        onLose={() => {
          setIsAsking(false);
          void removal.run();
        }}
      >
        The imported copy goes. The files it came from, your own ratings and the shipped models stay.
      </ConfirmDialog>
    </div>
  );
}

function ImportJob({ job }: { readonly job: Job }) {
  const { jobs } = useStores();
  const isRunning = isUnderWay(job);
  return (
    <div className={styles.job}>
      <div className={styles.item}>
        <div>
          <p className={styles.label}>{job.title}</p>
          <p className={styles.help}>{jobLine(job)}</p>
        </div>
        {isRunning && (
          <Button size="small" onPress={() => void jobs.cancel(job.jobId)}>
            Cancel
          </Button>
        )}
      </div>
      {isRunning && <ProgressBar label={job.title} done={job.done} total={job.total} />}
      {job.state === 'failed' && job.error !== null && <ErrorPanel error={job.error} title="Nothing was imported" />}
      {job.state === 'done' && <ImportReport jobId={job.jobId} />}
    </div>
  );
}
