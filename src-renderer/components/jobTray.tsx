import { X } from 'lucide-react';
import { Button as AriaButton, Dialog, DialogTrigger, Heading, Popover } from 'react-aria-components';
import type { Job } from '../../src-main/contract/jobs.ts';
import { Bulbs } from './bulbs.tsx';
import { Button } from './button.tsx';
import { classNames } from './classNames.ts';
import styles from './jobTray.module.css';
import { barBulbs, barSentence, isUnderWay, jobLine, jobMilestone } from './jobWords.ts';
import menu from './menu.module.css';
import { ProgressBar } from './progressBar.tsx';

export interface JobTrayProps {
  /** Those under way, and those that ended within the last hour. */
  readonly jobs: readonly Job[];
  readonly onCancel: (jobId: string) => void;
}

/** Bulbs and one sentence in the bar; a press opens what is being worked on. Absent while there is nothing to say. */
export function JobTray({ jobs, onCancel }: JobTrayProps) {
  if (jobs.length === 0) return null;
  const bulbs = barBulbs(jobs);
  const { what, time } = barSentence(jobs);
  const words = [what, time].filter(Boolean).join(' ');
  return (
    <>
      <DialogTrigger>
        <AriaButton className={styles.bar ?? ''} aria-label={jobs.some(isUnderWay) ? `Working: ${words}` : words}>
          {bulbs.total > 0 && <Bulbs lit={bulbs.lit} total={bulbs.total} size="small" />}
          <span className={styles.sentence}>{what}</span> {time !== '' && <span className={styles.time}>{time}</span>}
        </AriaButton>
        <Popover className={classNames(menu.popover, styles.tray)} placement="bottom end">
          <Dialog className={styles.dialog ?? ''}>
            <Heading slot="title" className={styles.title ?? ''}>
              {trayTitle(jobs)}
            </Heading>
            <ul>
              {jobs.map((job) => (
                <JobRow key={job.jobId} job={job} onCancel={onCancel} />
              ))}
            </ul>
          </Dialog>
        </Popover>
      </DialogTrigger>
      <p className={styles.announced} role="status">
        {jobs.map(jobMilestone).filter(Boolean).join(' ')}
      </p>
    </>
  );
}

function trayTitle(jobs: readonly Job[]): string {
  if (jobs.some(isUnderWay)) return 'Working';
  return jobs.some((job) => job.state === 'paused') ? 'Paused' : 'Finished';
}

function JobRow({ job, onCancel }: { readonly job: Job; readonly onCancel: (jobId: string) => void }) {
  return (
    <li className={styles.job}>
      <span className={styles.words}>
        {job.title}
        <span className={classNames(styles.line, job.state === 'done' && styles.done, job.state === 'failed' && styles.failed)}>
          {jobLine(job)}
        </span>
      </span>
      {isUnderWay(job) && (
        <Button look="quiet" size="small" icon={X} aria-label={`Cancel ${job.title}`} onPress={() => onCancel(job.jobId)} />
      )}
      {isUnderWay(job) && (
        <span className={styles.progress}>
          <ProgressBar label={job.title} done={job.done} total={job.total} isResting={job.state === 'queued'} />
        </span>
      )}
    </li>
  );
}
