import type { Job } from '../../../../src-main/contract/jobs.ts';
import { Button } from '../../../components/button.tsx';
import { useStores } from '../../../stores/hooks.tsx';

export interface JobActionsProps {
  readonly job: Job | undefined;
  /** Among other jobs: small, and named after this one. */
  readonly isListed?: boolean;
}

/** Pause, resume and cancel, as far as the job can. */
export function JobActions({ job, isListed = false }: JobActionsProps) {
  const { jobs } = useStores();
  if (job === undefined) return null;
  const isUnderWay = job.state === 'running' || job.state === 'queued';
  const canResume = (job.state === 'paused' || job.state === 'interrupted') && job.canResume;
  const named = (verb: string) => (isListed ? { size: 'small' as const, 'aria-label': `${verb} ${job.title}` } : {});
  return (
    <>
      {isUnderWay && job.canPause && (
        <Button look={isListed ? 'quiet' : 'plain'} {...named('Pause')} onPress={() => void jobs.pause(job.jobId)}>
          Pause
        </Button>
      )}
      {canResume && (
        <Button look={isListed ? 'plain' : 'primary'} {...named('Resume')} onPress={() => void jobs.resume(job.jobId)}>
          Resume
        </Button>
      )}
      {(isUnderWay || canResume) && (
        <Button look="quiet" {...named('Cancel')} onPress={() => void jobs.cancel(job.jobId)}>
          Cancel
        </Button>
      )}
    </>
  );
}
