import { Play, X } from 'lucide-react';
import type { Job } from '../../../src-main/contract/jobs.ts';
import { Button } from '../../components/button.tsx';
import { jobLine } from '../../components/jobWords.ts';
import { ProgressBar } from '../../components/progressBar.tsx';
import { useClient, useStores } from '../../stores/hooks.tsx';
import { useLoad } from '../../stores/useLoad.ts';
import { PictureGrid } from './pictureGrid.tsx';
import styles from './studio.module.css';

export interface StageProps {
  /** The order whose pictures are shown; the newest pictures without one. */
  readonly batchId: string | null;
  /** What is painted and what waits, in order. */
  readonly jobs: readonly Job[];
  readonly filmId: number | null;
}

const NEWEST = 8;

/** Progress and the queue above, the pictures below: each as soon as it is finished. */
export function Stage({ batchId, jobs, filmId }: StageProps) {
  const client = useClient();
  const running = jobs.find((job) => job.state === 'running');
  const filter = batchId !== null ? { batchId, limit: 100 } : { limit: NEWEST, ...(filmId === null ? {} : { filmId }) };
  const pictures = useLoad(
    () => client.images.list(filter),
    JSON.stringify(filter),
    `${running?.jobId} ${/picture \d+/.exec(running?.phase ?? '')?.[0]}`,
  );
  const images = pictures.data?.images ?? [];
  return (
    <section className={styles.stage} aria-label="Pictures">
      {jobs.length > 0 && (
        <ol className={styles.queue} aria-label="Queue">
          {jobs.map((job) => (
            <QueuedJob key={job.jobId} job={job} />
          ))}
        </ol>
      )}
      {images.length > 0 ? (
        <>
          <h2>{batchId === null ? 'Painted before' : 'Painted now'}</h2>
          <PictureGrid images={images} />
        </>
      ) : (
        jobs.length === 0 && <p className={styles.hint}>Say what to paint, or leave the field empty, and press the button.</p>
      )}
    </section>
  );
}

function QueuedJob({ job }: { readonly job: Job }) {
  const { jobs } = useStores();
  return (
    <li>
      <div>
        <b>{job.title}</b>
        <span>{[job.state === 'running' ? job.phase : '', jobLine(job)].filter((part) => part !== '').join(': ')}</span>
        {job.state === 'running' && <ProgressBar label={job.title} done={job.done} total={job.total} />}
      </div>
      {job.canResume && (
        <Button look="quiet" size="small" icon={Play} onPress={() => void jobs.resume(job.jobId)}>
          Resume
        </Button>
      )}
      <Button look="quiet" size="small" icon={X} onPress={() => void jobs.cancel(job.jobId)}>
        Cancel
      </Button>
    </li>
  );
}
