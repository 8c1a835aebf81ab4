import type { ComputeClient } from '../compute/computeClient.ts';
import type { MethodOutput } from '../compute/computeContract.ts';
import type { Comparison, Run } from '../contract/runs.ts';
import { DomainError } from '../core/base/errors.ts';
import { openRunFiles } from '../core/storage/runFiles.ts';
import type { Services } from './handlers.ts';
import { exportRuns } from './lab/exportRuns.ts';
import { type RunEvents, thinned } from './lab/runEvents.ts';
import { keptRun } from './lab/keptRun.ts';
import { pointsOf, viewRun, viewRuns } from './lab/runView.ts';
import type { Stores } from './stores.ts';

export function createRunsService(stores: () => Stores, compute: ComputeClient, events: RunEvents): Services['runs'] {
  const points = (runId: string) => pointsOf(stores(), runId, events.livePoints(runId));

  return {
    list(query) {
      const { runs, total, metrics } = stores().person.labRuns.list(query);
      return { runs: viewRuns(stores(), runs), total, metrics };
    },
    get: ({ runId }) => viewRun(stores(), runId),
    curve({ runId, maxPoints }) {
      keptRun(stores(), runId);
      const all = points(runId);
      return { points: thinned(all, maxPoints), total: all.length };
    },
    watch({ runId, maxPoints }, { signal }) {
      keptRun(stores(), runId);
      return events.watch(runId, thinned(points(runId), maxPoints), () => viewRun(stores(), runId), signal);
    },
    update({ runId, label, note }) {
      keptRun(stores(), runId);
      stores().person.labRuns.update(runId, { ...(label === undefined ? {} : { label }), ...(note === undefined ? {} : { note }) });
      events.changed(runId);
      return viewRun(stores(), runId);
    },
    remove({ runId }) {
      const { state } = keptRun(stores(), runId);
      if (state === 'queued' || state === 'running')
        throw new DomainError('conflict', 'This run is under way; cancel it, then remove it.', { runId });
      stores().person.labRuns.remove(runId);
      openRunFiles(stores().dataDir, runId).remove();
      return { removed: true };
    },
    async compare({ runIds, metric }, { signal }) {
      const runs = runIds.map((runId) => viewRun(stores(), runId));
      const seeds = sharedSeeds(runs);
      const compared = await compute.call(
        'compareRuns',
        {
          dataDir: stores().dataDir,
          dataset: runs[0]!.experiment.dataset.name,
          runs: runIds.map((runId) => ({ runId, seeds })),
          metric: metric ?? null,
        },
        signal === undefined ? {} : { signal },
      );
      return toComparison(runs, compared);
    },
    export: ({ runIds, what, format, metrics }) => {
      const runs = runIds.map((runId) => viewRun(stores(), runId));
      return exportRuns({
        runs,
        what,
        format,
        metrics,
        points,
        perUser: (runId, seed) => openRunFiles(stores().dataDir, runId).perUser(seed),
      });
    },
  };
}

/** Seeds that every run has finished. @throws DomainError 'conflict' where the runs were not measured on the same test */
function sharedSeeds(runs: readonly Run[]): number[] {
  const [first, ...others] = runs;
  const { dataset, protocol } = first!.experiment;
  const isOther = others.some(({ experiment }) => experiment.dataset.sha256 !== dataset.sha256 || experiment.protocol !== protocol);
  if (isOther || protocol === null)
    throw new DomainError('conflict', 'Only runs of one protocol on the same data can be compared; choose such runs.');
  if (runs.some(({ hasPerUser }) => !hasPerUser))
    throw new DomainError(
      'conflict',
      'A chosen run has no figures by person yet; choose runs that are done, under a protocol that tests people.',
    );
  const { splits } = first!;
  const seeds = Object.keys(splits).filter((seed) => others.every((run) => run.splits[seed] === splits[seed]));
  if (seeds.length === 0)
    throw new DomainError(
      'conflict',
      'The chosen runs share no seed, so that they were tested on different rows; run one again with the same seeds.',
    );
  return seeds.map(Number);
}

function toComparison(runs: readonly Run[], { metric, metrics, pairs, groups }: MethodOutput<'compareRuns'>): Comparison {
  const { dataset, protocol } = runs[0]!.experiment;
  return {
    dataset: dataset.name,
    protocol: protocol!,
    metric,
    metrics: [...metrics],
    runs: runs.map((run) => ({ runId: run.runId, label: run.label, model: run.experiment.model, metrics: run.metrics })),
    pairs: pairs.map(({ metric: name, a, b, difference, ci95: [low, high], meanB, pWilcoxon, pHolm, people }) => ({
      metric: name,
      a,
      b,
      difference,
      ci95: [low, high],
      relative: meanB === 0 ? null : { difference: difference / meanB, ci95: [low / meanB, high / meanB] },
      pWilcoxon,
      pHolm,
      people,
    })),
    groups: groups.map(({ by, group, people, values }) => ({ by, group, people, values: values.map((value) => ({ ...value })) })),
    tradeOff: runs.flatMap((run) => {
      const accuracy = run.metrics[metric]?.mean;
      if (accuracy === undefined) return [];
      const [coverage, novelty] = ['coverage@10', 'novelty@10'].map((name) => run.metrics[name]?.mean ?? null);
      return [{ runId: run.runId, accuracy, coverage: coverage ?? null, novelty: novelty ?? null }];
    }),
  };
}
