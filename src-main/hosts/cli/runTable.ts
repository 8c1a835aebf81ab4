import type { Run } from '../../contract/runs.ts';

/** What most people look at first, in this order; the rest with `all`. */
const first = ['ndcg@10', 'recall@10', 'recall@20', 'rmse', 'coverage@10'];

/** One block per run: who, where and how long, then its figures with 95 % intervals. */
export function runTable(runs: readonly Run[], all = false): string {
  return runs.map((run) => block(run, all)).join('\n');
}

function block(run: Run, all: boolean): string {
  const { experiment, state, elapsedMs, device, deviceNotice, seedsDone } = run;
  const { dataset, protocol, model, seeds } = experiment;
  const name = run.label === '' ? model : `${run.label} (${model})`;
  const where = [`${dataset.name} ${protocol ?? 'all ratings'}`, `${seedsDone} of ${seeds.length} seeds`, state];
  const time = elapsedMs > 0 ? [`${(elapsedMs / 1000).toFixed(1)} s${device === null ? '' : ` on ${device}`}`] : [];
  const head = `${run.runId.slice(0, 8)}  ${name}  ${[...where, ...time].join(', ')}`;
  const shown = all ? Object.keys(run.metrics) : first.filter((metric) => run.metrics[metric] !== undefined);
  const figures = shown.map((metric) => {
    const { mean, ci95 } = run.metrics[metric]!;
    const digits = metric === 'fitMs' ? 0 : 4;
    return `${metric} ${mean.toFixed(digits)}${ci95 === null ? '' : ` [${ci95[0].toFixed(digits)}, ${ci95[1].toFixed(digits)}]`}`;
  });
  const lines = all ? figures.map((figure) => `  ${figure}`) : figures.length === 0 ? [] : [`  ${figures.join('  ')}`];
  const settings = all
    ? [
        `  settings: ${Object.entries(experiment.hyperparameters)
          .map(([key, value]) => `${key}=${value}`)
          .join(' ')}`,
      ]
    : [];
  const told = [deviceNotice, run.error?.message ?? null].filter((line) => line !== null).map((line) => `  ${line}`);
  return [head, ...settings, ...lines, ...told].join('\n');
}
