import { ArrowDown, ArrowUp, Play, X } from 'lucide-react';
import type { Job } from '../../../src-main/contract/jobs.ts';
import { Button } from '../../components/button.tsx';
import { jobLine } from '../../components/jobWords.ts';
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
  const at = waiting.findIndex(({ jobId }) => jobId === job.jobId);
  return (
    <li>
      <div>
        <b>{job.title}</b>
        <span>{jobLine(job)}</span>
      </div>
      {at >= 0 && waiting.length > 1 && (
        <>
          <Button
            look="quiet"
            size="small"
            icon={ArrowUp}
            aria-label={`Earlier: ${job.title}`}
            isDisabled={at === 0}
            onPress={() => void jobs.move(job.jobId, waiting[at - 1]?.jobId ?? null)}
          />
          <Button
            look="quiet"
            size="small"
            icon={ArrowDown}
            aria-label={`Later: ${job.title}`}
            isDisabled={at === waiting.length - 1}
            onPress={() => void jobs.move(job.jobId, waiting[at + 2]?.jobId ?? null)}
          />
        </>
      )}
      {job.canResume && (
        <Button look="quiet" size="small" icon={Play} aria-label={`Resume ${job.title}`} onPress={() => void jobs.resume(job.jobId)} />
      )}
      <Button look="quiet" size="small" icon={X} aria-label={`Cancel ${job.title}`} onPress={() => void jobs.cancel(job.jobId)} />
    </li>
  );
}
