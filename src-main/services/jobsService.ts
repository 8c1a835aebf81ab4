import type { Services } from './handlers.ts';
import type { JobQueue } from './jobQueue.ts';

export function createJobsService(queue: JobQueue): Services['jobs'] {
  return {
    list: () => queue.list(),
    cancel: ({ jobId }) => queue.cancel(jobId),
    pause: ({ jobId }) => queue.pause(jobId),
    resume: ({ jobId }) => queue.resume(jobId),
    move: ({ jobId, before }) => queue.move(jobId, before),
    watch: (_input, { signal }) => queue.watch(signal),
  };
}
