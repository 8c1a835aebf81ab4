import { useEffect } from 'react';
import { useStore } from 'zustand';
import type { Grid } from '../../../src-main/contract/grids.ts';
import type { PaintRequest } from '../../../src-main/contract/images.ts';
import { ButtonLink } from '../../components/button.tsx';
import { EmptyState } from '../../components/emptyState.tsx';
import { ErrorPanel } from '../../components/errorPanel.tsx';
import { isUnderWay } from '../../components/jobWords.ts';
import { Loading } from '../../components/loading.tsx';
import { routes } from '../../routes.ts';
import { useClient, useStores } from '../../stores/hooks.tsx';
import { useLoad } from '../../stores/useLoad.ts';
import { PaintForm } from './paintForm.tsx';
import { PaintQueue } from './paintQueue.tsx';
import { Stage } from './stage.tsx';
import styles from './studio.module.css';

const NEWEST = 8;
const NONE: readonly string[] = [];

/** What to paint at the left; what is being painted and what came of it in the middle; what waits at the right. */
export function PaintScreen({ filmId }: { readonly filmId: number | null }) {
  const client = useClient();
  const { jobs, notices, studio } = useStores();
  const painters = useLoad(() => client.images.painters(), 'painters');
  const film = useLoad(async () => (filmId === null ? null : client.catalog.film({ filmId })), `film ${filmId}`);
  // Before the form has turned to this film, it knows the orders for another.
  const ordered = useStore(studio, (state) => (state.filmId === filmId ? state.ordered : NONE));
  useEffect(() => studio.openFilm(filmId), [studio, filmId]);

  const known = useStore(jobs, (state) => state.jobs);
  const open = [...known.values()]
    .filter((job) => job.kind === 'paint' && (isUnderWay(job) || job.canResume))
    .sort((a, b) => a.place - b.place);
  const running = open.find((job) => job.state === 'running') ?? null;
  const batchId = running?.subject ?? ordered.at(-1) ?? null;
  const pictures = useLoad(
    async () => {
      const { images } = batchId === null ? { images: [] } : await client.images.list({ batchId, limit: 100 });
      if (images.length > 0) return images;
      // Until the first one is finished, the ones before stay in sight.
      return (await client.images.list({ limit: NEWEST, ...(filmId === null ? {} : { filmId }) })).images;
    },
    filmId ?? 'all',
    `${batchId} ${running?.jobId} ${/picture \d+/.exec(running?.phase ?? '')?.[0]}`,
  );

  const images = pictures.data ?? [];

  const order = async (ask: () => Promise<{ readonly batchId: string }>): Promise<void> => {
    try {
      studio.order((await ask()).batchId);
    } catch (error) {
      notices.fail(error);
    }
  };
  const paintSheet = ({ count: _count, ...settings }: PaintRequest, grid: Grid) => client.images.paintGrid({ settings, grid });

  const error = painters.error ?? film.error;
  if (error !== null) return <ErrorPanel error={error} />;
  if (painters.data === null || film.isLoading) return <Loading sentence="Looking for painters" shapes={0} />;
  if (painters.data.length === 0) return <NoPainter />;
  return (
    <div className={styles.studio}>
      <PaintForm
        painters={painters.data}
        film={film.data}
        onPaint={(request) => void order(() => client.images.paint(request))}
        onPaintSheet={(request, grid) => void order(() => paintSheet(request, grid))}
      />
      <Stage running={running} images={images} isNew={images[0] !== undefined && [batchId, ...ordered].includes(images[0].batchId)} />
      <PaintQueue jobs={open.filter((job) => job !== running)} />
    </div>
  );
}

function NoPainter() {
  return (
    <EmptyState title="No painter yet" action={<ButtonLink href={routes.trainPainter}>Train a painter</ButtonLink>}>
      Pictures are painted by a model, and none is here: train one on a folder of pictures, or put a trained one into the folder{' '}
      <code>models/painters</code> of your data.
    </EmptyState>
  );
}
