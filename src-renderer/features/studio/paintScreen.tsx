import { useState } from 'react';
import { useStore } from 'zustand';
import type { PaintRequest } from '../../../src-main/contract/images.ts';
import { EmptyState } from '../../components/emptyState.tsx';
import { ErrorPanel } from '../../components/errorPanel.tsx';
import { isUnderWay } from '../../components/jobWords.ts';
import { Loading } from '../../components/loading.tsx';
import { useClient, useStores } from '../../stores/hooks.tsx';
import { useLoad } from '../../stores/useLoad.ts';
import { PaintForm } from './paintForm.tsx';
import { Stage } from './stage.tsx';
import styles from './studio.module.css';

/** What to paint at the left; what is being painted and what came of it at the right. */
export function PaintScreen({ filmId }: { readonly filmId: number | null }) {
  const client = useClient();
  const { jobs, notices } = useStores();
  const painters = useLoad(() => client.images.painters(), 'painters');
  const film = useLoad(async () => (filmId === null ? null : client.catalog.film({ filmId })), `film ${filmId}`);
  const [ordered, setOrdered] = useState<string | null>(null);
  const known = useStore(jobs, (state) => state.jobs);
  const open = [...known.values()]
    .filter((job) => job.kind === 'paint' && (isUnderWay(job) || job.canResume))
    .sort((a, b) => a.place - b.place);
  const batchId = open.find((job) => job.state === 'running')?.subject ?? ordered;

  const paint = async (request: PaintRequest): Promise<void> => {
    try {
      setOrdered((await client.images.paint(request)).batchId);
    } catch (error) {
      notices.fail(error);
    }
  };

  const error = painters.error ?? film.error;
  if (error !== null) return <ErrorPanel error={error} />;
  if (painters.data === null || film.isLoading) return <Loading sentence="Looking for painters" shapes={0} />;
  if (painters.data.length === 0) return <NoPainter />;
  return (
    <div className={styles.studio}>
      <PaintForm painters={painters.data} film={film.data} onPaint={(request) => void paint(request)} />
      <Stage batchId={batchId} jobs={open} filmId={filmId} />
    </div>
  );
}

function NoPainter() {
  return (
    <EmptyState title="No painter yet">
      Pictures are painted by a model, and none is here: train one on a folder of pictures with <code>marquee train-images</code>, or put a
      trained one into the folder <code>models/painters</code> of your data.
    </EmptyState>
  );
}
