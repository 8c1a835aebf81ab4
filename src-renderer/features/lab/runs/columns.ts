import type { Run } from '../../../../src-main/contract/runs.ts';
import { inColumn } from '../../../components/charts/format.ts';
import { formatCount } from '../../../components/numberWords.ts';
import { metricWords } from '../metricWords.ts';
import { spanWords, momentWords } from '../time.ts';
import { settingWords, valueWords } from '../train/settingWords.ts';
import { STATE_NAMES } from '../runWords.ts';

export type Picked = 'all' | 'best' | 'last';

export interface RunColumn {
  readonly id: string;
  readonly label: string;
  /** What the server sorts by; absent where it cannot. */
  readonly sort?: string;
  readonly isNumber: boolean;
  /** Pixels. */
  readonly width: number;
  /** null where there is no value, with the reason as title. */
  readonly text: (run: Run, now: number) => string | null;
  readonly missing?: string;
}

const FIRST_METRICS = ['ndcg@10', 'recall@10', 'f1@10', 'rmse', 'coverage@10'];

/** Columns for these runs: place, figures, settings, times. With `onlyDifferences` settings and places that are alike everywhere are left out. */
export function columnsFor(
  runs: readonly Run[],
  metrics: readonly string[],
  { onlyDifferences }: { readonly onlyDifferences: boolean },
): RunColumn[] {
  const differs = (of: (run: Run) => unknown): boolean => new Set(runs.map((run) => JSON.stringify(of(run) ?? null))).size > 1;
  // The time of a fit stands in its own column.
  const ordered = metrics.filter((metric) => metric !== 'fitMs').sort((a, b) => rank(a) - rank(b) || a.localeCompare(b));
  const settings = [...new Set(runs.flatMap((run) => Object.keys(run.experiment.hyperparameters)))].sort();
  const place: RunColumn[] = [
    { id: 'dataset', label: 'Data', sort: 'dataset', isNumber: false, width: 130, text: (run) => run.experiment.dataset.name },
    {
      id: 'protocol',
      label: 'Protocol',
      sort: 'protocol',
      isNumber: false,
      width: 110,
      text: (run) => run.experiment.protocol ?? 'all ratings',
    },
    { id: 'seeds', label: 'Seeds', isNumber: true, width: 60, text: (run) => formatCount(run.experiment.seeds.length) },
  ];
  const placeOf: Record<string, (run: Run) => unknown> = {
    dataset: (run) => run.experiment.dataset.name,
    protocol: (run) => run.experiment.protocol,
    seeds: (run) => run.experiment.seeds.length,
  };
  return [
    { id: 'state', label: 'State', sort: 'state', isNumber: false, width: 90, text: (run) => STATE_NAMES[run.state] },
    ...place.filter(({ id }) => !onlyDifferences || differs(placeOf[id]!)),
    ...ordered.map(
      (metric): RunColumn => ({
        id: `metric:${metric}`,
        label: metricWords(metric),
        sort: `metric:${metric}`,
        isNumber: true,
        width: Math.max(84, 26 + 6.6 * metricWords(metric).length),
        text: (run) => (run.metrics[metric] === undefined ? null : inColumn(run.metrics[metric].mean)),
        missing: metric.startsWith('rmse') ? 'Ranks films, does not predict stars' : 'Not measured in this run',
      }),
    ),
    { id: 'elapsedMs', label: 'Training', sort: 'elapsedMs', isNumber: true, width: 104, text: (run) => spanWords(run.elapsedMs) },
    {
      id: 'finishedAt',
      label: 'Ended',
      sort: 'finishedAt',
      isNumber: true,
      width: 116,
      text: (run, now) => (run.finishedAt === null ? null : momentWords(run.finishedAt, now)),
      missing: 'Not ended yet',
    },
    ...settings
      .filter((name) => !onlyDifferences || differs((run) => run.experiment.hyperparameters[name]))
      .map(
        (name): RunColumn => ({
          id: `setting:${name}`,
          label: settingWords(name),
          isNumber: true,
          width: Math.max(72, 24 + 6.6 * name.length),
          text: (run) => {
            const value = run.experiment.hyperparameters[name];
            return value === undefined ? null : valueWords(value);
          },
          missing: 'This model has no such setting',
        }),
      ),
  ];
}

function rank(metric: string): number {
  const at = FIRST_METRICS.indexOf(metric);
  return at < 0 ? FIRST_METRICS.length : at;
}
