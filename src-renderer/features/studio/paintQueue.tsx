import { Play, X } from 'lucide-react';
import type { Job } from '../../../src-main/contract/jobs.ts';
import { Button } from '../../components/button.tsx';
import { jobLine } from '../../components/jobWords.ts';
import { MoveButtons } from '../../components/moveButtons.tsx';
import { useStores } from '../../stores/hooks.tsx';
import styles from './stage.module.css';

/** Orders that wait or were stopped, in order: earlier, later, resume, cancel. */
export function PaintQueue({ jobs }: { readonly jobs: readonly Job[] }) {
  const waiting = jobs.filter((job) => job.state === 'queued');
  if (jobs.length === 0) return null;
  return (
    <section aria-labelledby="paint-queue">
      <h2 id="paint-queue">Queue</h2>
      <ol className={styles.queue}>
        {jobs.map((job) => (
          <Waiting key={job.jobId} job={job} waiting={waiting} />
        ))}
      </ol>
    </section>
  );
}

function Waiting({ job, waiting }: { readonly job: Job; readonly waiting: readonly Job[] }) {
  const { jobs } = useStores();
  return (
    <li>
      <div>
        <b>{job.title}</b>
        <span>{jobLine(job)}</span>
      </div>
      <MoveButtons job={job} waiting={waiting} onMove={(jobId, before) => void jobs.move(jobId, before)} />
      {job.canResume && (
        <Button look="quiet" size="small" icon={Play} aria-label={`Resume ${job.title}`} onPress={() => void jobs.resume(job.jobId)} />
      )}
      <Button look="quiet" size="small" icon={X} aria-label={`Cancel ${job.title}`} onPress={() => void jobs.cancel(job.jobId)} />
    </li>
  );
}
