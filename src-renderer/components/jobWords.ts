import type { Job } from '../../src-main/contract/jobs.ts';
import { formatCount, formatDuration } from './numberWords.ts';

export const isUnderWay = (job: Job): boolean => job.state === 'queued' || job.state === 'running';

/** "12 of 30 steps, 4 min left"; "waiting"; the result once done. */
export function jobLine(job: Job): string {
  switch (job.state) {
    case 'queued':
      return 'waiting for its turn';
    case 'running': {
      const parts: string[] = [];
      if (job.total !== null && job.total > 0)
        parts.push(`${formatCount(Math.round(job.done))} of ${formatCount(Math.round(job.total))} ${job.unit}`.trimEnd());
      else if (job.done > 0) parts.push(`${formatCount(Math.round(job.done))} ${job.unit}`);
      else if (job.phase !== '') parts.push(job.phase);
      if (job.secondsLeft !== null) parts.push(`${formatDuration(job.secondsLeft)} left`);
      return parts.join(', ');
    }
    case 'done':
      return job.summary ?? 'done';
    case 'failed':
      return job.error?.message ?? 'stopped';
    case 'cancelled':
      return 'cancelled';
    case 'paused':
      return 'paused';
    case 'interrupted':
      return 'interrupted when Marquee closed';
  }
}

const restingWords: Readonly<Partial<Record<Job['state'], string>>> = {
  done: 'Done',
  failed: 'Stopped',
  cancelled: 'Cancelled',
  paused: 'Paused',
  interrupted: 'Interrupted',
};

/**
 * One short sentence for the bar: the nearest job under way and its time; where none is, the paused one or the one that ended
 * last, and what became of it.
 */
export function barSentence(jobs: readonly Job[]): { readonly what: string; readonly time: string } {
  const running = jobs.filter(isUnderWay);
  const nearest = [...running].sort((a, b) => (a.secondsLeft ?? Infinity) - (b.secondsLeft ?? Infinity))[0];
  if (nearest !== undefined)
    return { what: nearest.title, time: nearest.secondsLeft === null ? '' : `${formatDuration(nearest.secondsLeft)} left` };
  const newestFirst = [...jobs].sort((a, b) => (b.finishedAt ?? b.createdAt) - (a.finishedAt ?? a.createdAt));
  const last = newestFirst.find((job) => job.state === 'paused') ?? newestFirst[0];
  return { what: last === undefined ? '' : `${restingWords[last.state] ?? 'Done'}: ${last.title}`, time: '' };
}

/** Bulbs of the bar: of several jobs, how many are done; of a single one, its fifths. */
export function barBulbs(jobs: readonly Job[]): { readonly lit: number; readonly total: number } {
  const running = jobs.filter(isUnderWay);
  if (running.length === 0) return { lit: 0, total: 0 };
  if (jobs.length > 1) return { lit: Math.min(5, jobs.length - running.length), total: Math.min(5, jobs.length) };
  const job = running[0];
  const share = job === undefined || job.total === null || job.total <= 0 ? 0 : job.done / job.total;
  return { lit: Math.min(5, Math.floor(share * 5)), total: 5 };
}

/** What a screen reader hears, a sentence each: start, quarter marks and end only. */
export function jobMilestone(job: Job): string {
  const said = milestone(job);
  return said === '' || /[.!?]$/.test(said) ? said : `${said}.`;
}

function milestone(job: Job): string {
  if (job.state === 'done') return `${job.title}: ${job.summary ?? 'done'}`;
  if (job.state === 'failed') return `${job.title} stopped. ${job.error?.message ?? ''}`;
  if (job.state !== 'running') return '';
  const quarter = job.total === null || job.total <= 0 ? 0 : Math.floor((4 * job.done) / job.total);
  if (quarter <= 0) return `${job.title} started`;
  return `${job.title}: ${['', 'a quarter', 'half', 'three quarters', 'nearly all'][Math.min(quarter, 4)]} done`;
}
