import type { Job } from '../../../../src-main/contract/jobs.ts';
import { jobLine } from '../../../components/jobWords.ts';
import { MoveButtons } from '../../../components/moveButtons.tsx';
import { ProgressBar } from '../../../components/progressBar.tsx';
import { useStores } from '../../../stores/hooks.tsx';
import { labAddress } from '../labParts.ts';
import { JobActions } from './jobActions.tsx';
import styles from './train.module.css';

/** What runs and what waits, in order; it survives a restart. */
export function QueuePanel({ jobs }: { readonly jobs: readonly Job[] }) {
  if (jobs.length === 0) return null;
  const waiting = jobs.filter((job) => job.state === 'queued');
  return (
    <section className={styles.queue} aria-labelledby="queue">
      <h2 id="queue">Queue</h2>
      <p className={styles.citation}>
        One at a time. What waits here is still here after a restart; what runs goes on from its last checkpoint.
      </p>
      <ol>
        {jobs.map((job) => (
          <QueuedJob key={job.jobId} job={job} waiting={waiting} />
        ))}
      </ol>
    </section>
  );
}

function QueuedJob({ job, waiting }: { readonly job: Job; readonly waiting: readonly Job[] }) {
  const { jobs } = useStores();
  return (
    <li className={styles.job}>
      <div className={styles.jobWords}>
        <p className={styles.jobTitle}>{job.subject === null ? job.title : <a href={addressOf(job)}>{job.title}</a>}</p>
        <p>{jobLine(job)}</p>
      </div>
      {job.state === 'running' && <ProgressBar label={job.title} done={job.done} total={job.total} />}
      <div className={styles.jobActions}>
        <MoveButtons job={job} waiting={waiting} onMove={(jobId, before) => void jobs.move(jobId, before)} />
        <JobActions job={job} isListed />
      </div>
    </li>
  );
}

function addressOf(job: Job): string {
  return labAddress('train', job.kind === 'search' ? `search:${job.subject}` : (job.subject ?? 'new'));
}
