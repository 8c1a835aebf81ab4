import { useState } from 'react';
import { useStore } from 'zustand';
import type { Job } from '../../../../src-main/contract/jobs.ts';
import { ErrorPanel } from '../../../components/errorPanel.tsx';
import { Loading } from '../../../components/loading.tsx';
import { useStores } from '../../../stores/hooks.tsx';
import { NoData } from '../noData.tsx';
import { useDatasets } from '../useDatasets.ts';
import { ExperimentForm } from './experimentForm.tsx';
import { LiveRun } from './liveRun.tsx';
import { PastSearches } from './pastSearches.tsx';
import { QueuePanel } from './queuePanel.tsx';
import { SearchView } from './searchView.tsx';
import { isLabJob, isOpen } from './labJobs.ts';

/** What trains now, what waits, and the form for the next. The address may name a run, a search, or "new". */
export function TrainScreen({ detail }: { readonly detail: string | null }) {
  const { jobs } = useStores();
  const known = useStore(jobs, (state) => state.jobs);
  const open = [...known.values()].filter((job) => isLabJob(job) && isOpen(job)).sort((a, b) => a.place - b.place);
  const current = open.find((job) => job.state === 'running') ?? open.find((job) => job.state === 'paused' || job.state === 'interrupted');
  // What somebody watches here stays when it ends: its figures come in that moment.
  const [watched, setWatched] = useState<Job>();
  const shown = detail === null ? (current ?? watched) : undefined;
  if (shown?.jobId !== watched?.jobId) setWatched(shown);
  const datasets = useDatasets();

  if (detail !== null && detail.startsWith('search:')) return <SearchView searchId={detail.slice('search:'.length)} queue={open} />;
  if (detail !== null && detail !== 'new') return <Running runId={detail} queue={open} />;
  if (shown !== undefined && shown.subject !== null) {
    return shown.kind === 'search' ? <SearchView searchId={shown.subject} queue={open} /> : <Running runId={shown.subject} queue={open} />;
  }
  if (datasets.data === null) {
    return datasets.error === null ? (
      <Loading sentence="Looking for data sets" shapes={0} />
    ) : (
      <ErrorPanel error={datasets.error} title="The data sets could not be listed" />
    );
  }
  return (
    <>
      {datasets.data.length === 0 ? <NoData /> : <ExperimentForm datasets={datasets.data} />}
      <QueuePanel jobs={open} />
      <PastSearches />
    </>
  );
}

function Running({ runId, queue }: { readonly runId: string; readonly queue: Parameters<typeof QueuePanel>[0]['jobs'] }) {
  return (
    <>
      <LiveRun key={runId} runId={runId} />
      <QueuePanel jobs={queue} />
    </>
  );
}
