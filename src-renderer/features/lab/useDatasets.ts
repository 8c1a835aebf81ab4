import { useStore } from 'zustand';
import type { DatasetInfo } from '../../../src-main/contract/datasets.ts';
import { useClient, useStores } from '../../stores/hooks.tsx';
import { type Load, useLoad } from '../../stores/useLoad.ts';

/** The data sets of this folder; read again whenever an import or a derivation ends. */
export function useDatasets(): Load<DatasetInfo[]> {
  const client = useClient();
  const { jobs } = useStores();
  const ended = useStore(
    jobs,
    (state) => [...state.jobs.values()].filter((job) => (job.kind === 'import' || job.kind === 'derive') && job.state === 'done').length,
  );
  return useLoad(() => client.datasets.list(), 'datasets', ended);
}
