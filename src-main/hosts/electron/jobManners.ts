import { type BrowserWindow, Notification, powerSaveBlocker } from 'electron';
import type { Job, JobEvent } from '../../contract/jobs.ts';

const isActive = (job: Job): boolean => job.state === 'queued' || job.state === 'running';

export interface JobManners {
  /** How many jobs wait or run now. */
  active(): number;
  stop(): void;
}

/**
 * What a desktop shows of long work: progress on the task bar, no sleep while a job runs, and a notification at its end
 * when the window is not in front.
 */
export function watchJobs(events: AsyncIterable<JobEvent>, window: () => BrowserWindow | null): JobManners {
  const jobs = new Map<string, Job>();
  let blocker: number | null = null;
  let isStopped = false;

  function show(): void {
    const running = [...jobs.values()].filter(isActive);
    if (running.length > 0) blocker ??= powerSaveBlocker.start('prevent-app-suspension');
    else if (blocker !== null) {
      powerSaveBlocker.stop(blocker);
      blocker = null;
    }
    const open = window();
    if (open === null || open.isDestroyed()) return;
    const first = running.find((job) => job.state === 'running');
    if (first === undefined) open.setProgressBar(-1);
    else if (first.total === null || first.total === 0) open.setProgressBar(2, { mode: 'indeterminate' });
    else open.setProgressBar(Math.min(1, first.done / first.total));
  }

  function notifyEnd(job: Job): void {
    const open = window();
    if (open?.isFocused() === true || !Notification.isSupported()) return;
    const body = job.state === 'done' ? (job.summary ?? 'Done.') : (job.error?.message ?? 'It did not finish.');
    const notification = new Notification({ title: job.title, body, silent: true });
    notification.on('click', () => window()?.show());
    notification.show();
  }

  async function follow(): Promise<void> {
    for await (const { job } of events) {
      if (isStopped) return;
      const before = jobs.get(job.jobId);
      jobs.set(job.jobId, job);
      show();
      if (before !== undefined && isActive(before) && (job.state === 'done' || job.state === 'failed')) notifyEnd(job);
    }
  }

  // The stream ends with the application; its error says no more than that.
  follow().catch(() => undefined);
  return {
    active: () => [...jobs.values()].filter(isActive).length,
    stop() {
      isStopped = true;
      if (blocker !== null) powerSaveBlocker.stop(blocker);
      blocker = null;
    },
  };
}
