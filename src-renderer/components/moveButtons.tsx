import { ArrowDown, ArrowUp } from 'lucide-react';
import type { Job } from '../../src-main/contract/jobs.ts';
import { Button } from './button.tsx';

export interface MoveButtonsProps {
  readonly job: Job;
  /** What waits, in order; nothing is shown for a job that is not among them. */
  readonly waiting: readonly Job[];
  /** Before another waiting job, or to the end with null. */
  readonly onMove: (jobId: string, before: string | null) => void;
}

/** Earlier and later in the queue. */
export function MoveButtons({ job, waiting, onMove }: MoveButtonsProps) {
  const at = waiting.findIndex(({ jobId }) => jobId === job.jobId);
  if (at < 0 || waiting.length < 2) return null;
  return (
    <>
      <Button
        look="quiet"
        size="small"
        icon={ArrowUp}
        aria-label={`Earlier: ${job.title}`}
        isDisabled={at === 0}
        onPress={() => onMove(job.jobId, waiting[at - 1]?.jobId ?? null)}
      />
      <Button
        look="quiet"
        size="small"
        icon={ArrowDown}
        aria-label={`Later: ${job.title}`}
        isDisabled={at === waiting.length - 1}
        onPress={() => onMove(job.jobId, waiting[at + 2]?.jobId ?? null)}
      />
    </>
  );
}
