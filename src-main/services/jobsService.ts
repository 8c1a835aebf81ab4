import type { Services } from './handlers.ts';
import type { JobQueue } from './jobQueue.ts';

export function createJobsService(queue: JobQueue): Services['jobs'] {
  return {
    list: () => queue.list(),
    cancel: ({ jobId }) => queue.cancel(jobId),
    watch: (_input, { signal }) => queue.watch(signal),
  };
}
