import type { CurvePoint, Run } from '../../contract/runs.ts';
import { DomainError } from '../../core/base/errors.ts';
import type { PerUserFigures } from '../../core/storage/runFiles.ts';
import { type Cell, type Table, toCsv, toLatex, toParquet } from './tables.ts';

export interface ExportOptions {
  readonly runs: readonly Run[];
  readonly what: 'runs' | 'curves' | 'per-user';
  readonly format: 'csv' | 'parquet' | 'latex';
  /** Of `runs`; empty means all that one of them has. */
  readonly metrics: readonly string[];
  readonly points: (runId: string) => readonly CurvePoint[];
  readonly perUser: (runId: string, seed: number) => PerUserFigures | null;
}

const mediaTypes = { csv: 'text/csv', parquet: 'application/vnd.apache.parquet', latex: 'application/x-tex' } as const;
const endings = { csv: 'csv', parquet: 'parquet', latex: 'tex' } as const;

/** Runs as a file. @throws DomainError 'unsupported' for long tables as LaTeX, 'data-invalid' where there is nothing to write */
export function exportRuns(options: ExportOptions): { fileName: string; mediaType: string; base64: string } {
  const { what, format } = options;
  if (format === 'latex' && what !== 'runs')
    throw new DomainError('unsupported', 'Curves and figures by person are too long for a LaTeX table; choose CSV or Parquet.');
  const table = tables[what](options);
  if (table.rows.length === 0) throw new DomainError('data-invalid', 'The chosen runs have nothing of this kind to export; choose others.');
  const bytes =
    format === 'parquet'
      ? toParquet(table)
      : Buffer.from(format === 'csv' ? toCsv(table) : toLatex(shortened(table), captionOf(options.runs)));
  return { fileName: `marquee-${what}.${endings[format]}`, mediaType: mediaTypes[format], base64: Buffer.from(bytes).toString('base64') };
}

const text = (name: string) => ({ name, type: 'text' }) as const;
const number = (name: string) => ({ name, type: 'number' }) as const;
const integer = (name: string) => ({ name, type: 'integer' }) as const;

const tables: { readonly [K in ExportOptions['what']]: (options: ExportOptions) => Table } = {
  runs({ runs, metrics }) {
    const shown = metrics.length > 0 ? metrics : [...new Set(runs.flatMap((run) => Object.keys(run.metrics)))].sort();
    return {
      columns: [
        ...['run', 'label', 'model', 'dataset', 'protocol', 'seeds', 'state', 'device', 'settings'].map(text),
        number('seconds'),
        ...shown.flatMap((metric) => [number(metric), number(`${metric} low`), number(`${metric} high`)]),
      ],
      rows: runs.map((run): Cell[] => {
        const { model, dataset, protocol, seeds, hyperparameters } = run.experiment;
        const settings = Object.entries(hyperparameters).map(([name, value]) => `${name}=${value}`);
        const named = [
          run.runId,
          run.label,
          model,
          dataset.name,
          protocol ?? 'train',
          seeds.join(' '),
          run.state,
          run.device,
          settings.join(' '),
        ];
        const figures = shown.flatMap((metric): Cell[] => {
          const figure = run.metrics[metric];
          return figure === undefined ? [null, null, null] : [figure.mean, figure.ci95?.[0] ?? null, figure.ci95?.[1] ?? null];
        });
        return [...named, run.elapsedMs / 1000, ...figures];
      }),
    };
  },
  curves: ({ runs, points }) => ({
    columns: [
      ...['run', 'model', 'device'].map(text),
      ...['seed', 'step'].map(integer),
      ...['epoch', 'loss', 'validation', 'examplesPerSecond', 'elapsedMs'].map(number),
    ],
    rows: runs.flatMap(({ runId, experiment }) =>
      points(runId).map((point): Cell[] => {
        const { device, seed, step, epoch, loss, validation, examplesPerSecond, elapsedMs } = point;
        return [runId, experiment.model, device, seed, step, epoch, loss, validation?.value ?? null, examplesPerSecond, elapsedMs];
      }),
    ),
  }),
  'per-user': ({ runs, perUser }) => ({
    columns: [...['run', 'model'].map(text), integer('seed'), integer('userId'), text('metric'), number('value')],
    rows: runs.flatMap(({ runId, experiment }) =>
      experiment.seeds.flatMap((seed) => {
        const figures = perUser(runId, seed);
        if (figures === null) return [];
        return Object.entries(figures.metrics).flatMap(([metric, values]) =>
          Array.from(values, (value, at): Cell[] => [runId, experiment.model, seed, figures.userIds[at]!, metric, value]),
        );
      }),
    ),
  }),
};

/** What a page has room for: who, and the means. */
function shortened({ columns, rows }: Table): Table {
  const kept = columns.flatMap(({ name }, at) => (/^(run|label|seeds|state|device|settings|seconds)$| (low|high)$/.test(name) ? [] : [at]));
  return { columns: kept.map((at) => columns[at]!), rows: rows.map((row) => kept.map((at) => row[at] ?? null)) };
}

function captionOf(runs: readonly Run[]): string {
  const seeds = new Set(runs.map(({ experiment }) => experiment.seeds.length));
  return seeds.size === 1 ? `Means over ${[...seeds][0]} seed${[...seeds][0] === 1 ? '' : 's'}.` : 'Means over seeds.';
}
