import type { Job } from '../../../../src-main/contract/jobs.ts';
import { Button } from '../../../components/button.tsx';
import { useStores } from '../../../stores/hooks.tsx';

export interface JobActionsProps {
  readonly job: Job | undefined;
  /** Among other jobs: small, and named after this one. */
  readonly isListed?: boolean;
  /** How work goes on that no job of the queue can go on with: it was stopped in a terminal, or given up. */
  readonly onResume?: (() => void) | undefined;
}

/** Pause, resume and cancel, as far as the job can. */
export function JobActions({ job, isListed = false, onResume }: JobActionsProps) {
  const { jobs } = useStores();
  const isUnderWay = job?.state === 'running' || job?.state === 'queued';
  const isKept = job !== undefined && (job.state === 'paused' || job.state === 'interrupted') && job.canResume;
  const named = (verb: string) => (isListed ? { size: 'small' as const, 'aria-label': `${verb} ${job?.title}` } : {});
  const resume = isKept ? () => void jobs.resume(job.jobId) : isUnderWay ? undefined : onResume;
  return (
    <>
      {/* One button, which keeps the focus while its word changes. */}
      {isUnderWay && job.canPause ? (
        <Button look={isListed ? 'quiet' : 'plain'} {...named('Pause')} onPress={() => void jobs.pause(job.jobId)}>
          Pause
        </Button>
      ) : (
        resume !== undefined && (
          <Button look={isListed ? 'plain' : 'primary'} {...named('Resume')} onPress={resume}>
            Resume
          </Button>
        )
      )}
      {(isUnderWay || isKept) && (
        <Button look="quiet" {...named('Cancel')} onPress={() => void jobs.cancel(job.jobId)}>
          Cancel
        </Button>
      )}
    </>
  );
}
