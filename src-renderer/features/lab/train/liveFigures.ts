import type { Job } from '../../../../src-main/contract/jobs.ts';
import type { CurvePoint, Run } from '../../../../src-main/contract/runs.ts';
import { figure } from '../../../components/charts/format.ts';
import { formatCount } from '../../../components/numberWords.ts';
import type { Figure } from '../figures.tsx';
import { metricWords } from '../metricWords.ts';
import { spanWords } from '../time.ts';

/** How far it is, how long it takes, how fast it goes, and how good it is; only what is known. */
export function liveFigures(run: Run, points: readonly CurvePoint[], job: Job | undefined, now: number): Figure[] {
  const figures: Figure[] = [];
  const last = points.at(-1);
  const seeds = run.experiment.seeds.length;
  if (job?.state === 'running' && job.total !== null && job.total > 0)
    figures.push({ value: `${formatCount(Math.round(job.done))} of ${formatCount(Math.round(job.total))}`, label: job.unit });
  else if (last !== undefined && last.totalSteps !== null)
    figures.push({ value: `${formatCount(last.step)} of ${formatCount(last.totalSteps)}`, label: 'steps' });
  if (seeds > 1) figures.push({ value: `${run.seedsDone} of ${seeds}`, label: 'seeds measured' });
  if (run.state === 'running' && job?.secondsLeft != null)
    figures.push({ value: spanWords(job.secondsLeft * 1000), label: `left, ends about ${clockAt(now + job.secondsLeft * 1000)}` });
  else
    figures.push({ value: spanWords(last === undefined ? run.elapsedMs : Math.max(run.elapsedMs, last.elapsedMs)), label: 'of computing' });
  const speed = lastOf(points, (point) => point.examplesPerSecond);
  if (speed !== null) figures.push({ value: formatCount(Math.round(speed)), label: 'examples per second' });
  const loss = lastOf(points, (point) => point.loss);
  if (loss !== null) figures.push({ value: figure(loss), label: 'training loss' });
  const validation = lastOf(points, (point) => point.validation);
  if (validation !== null) figures.push({ value: figure(validation.value), label: `${metricWords(validation.metric)} on validation rows` });
  for (const metric of ['ndcg@10', 'rmse']) {
    const measured = run.metrics[metric];
    if (run.state === 'done' && measured !== undefined) figures.push({ value: figure(measured.mean), label: metricWords(metric) });
  }
  return figures;
}

function lastOf<T>(points: readonly CurvePoint[], of: (point: CurvePoint) => T | null): T | null {
  for (let at = points.length - 1; at >= 0; at--) {
    const value = of(points[at]!);
    if (value !== null) return value;
  }
  return null;
}

const clock = new Intl.DateTimeFormat('en-GB', { hour: '2-digit', minute: '2-digit' });
const clockAt = (time: number): string => clock.format(time);
