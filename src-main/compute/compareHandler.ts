import { DomainError } from '../core/base/errors.ts';
import { pause } from '../core/base/pause.ts';
import { throwIfCancelled } from '../core/base/progress.ts';
import { comparableMetrics, comparePairs, type Contestant, type PairComparison } from '../core/evaluation/comparing.ts';
import { groupFigures, personGroups } from '../core/evaluation/personGroups.ts';
import { holmCorrection } from '../core/evaluation/wilcoxon.ts';
import { openDatasetStore } from '../core/storage/datasetStore.ts';
import { openRunFiles } from '../core/storage/runFiles.ts';
import type { HandlerContext } from './computeContract.ts';
import type { ComputeHandlerOptions } from './handlerOptions.ts';
import type { CompareRunsInput, CompareRunsOutput } from './runMethods.ts';

/** Where nobody chose a metric, the first of these that all runs have. */
const preferred = ['ndcg@10', 'recall@20', 'ndcg@20:heldOut', 'ndcg@10:shown15', 'userRmse'] as const;

/**
 * Runs against each other, person by person: every pair under the chosen metric, the first against the others under all, and groups.
 * @throws DomainError 'conflict' where figures by person are missing, 'invalid-input' for a metric that was not measured by person
 */
export async function compareRuns(
  { dataDir, dataset, runs, metric }: CompareRunsInput,
  { signal }: HandlerContext,
  { logger }: ComputeHandlerOptions,
): Promise<CompareRunsOutput> {
  const contestants = runs.map(({ runId, seeds }): Contestant => {
    const files = openRunFiles(dataDir, runId, { logger });
    const figures = seeds.map((seed) => files.perUser(seed)).filter((found) => found !== null);
    if (figures.length === 0 || figures.length < seeds.length)
      throw new DomainError('conflict', 'A run keeps no figures by person, so that it cannot be compared; run it again.', { runId });
    return { key: runId, seeds: figures };
  });
  const metrics = comparableMetrics(contestants);
  const chosen = metric ?? preferred.find((name) => metrics.includes(name)) ?? metrics[0] ?? 'ndcg@10';
  const pairs = comparePairs(contestants, chosen);
  const [first, ...others] = contestants;
  for (const name of metrics) {
    if (name === chosen || first === undefined) continue;
    throwIfCancelled(signal);
    await pause();
    const against = others.flatMap((other): PairComparison[] => comparePairs([first, other], name));
    const corrected = holmCorrection(against.map(({ pWilcoxon }) => pWilcoxon));
    pairs.push(...against.map((pair, at) => ({ ...pair, pHolm: corrected[at]! })));
  }
  const store = openDatasetStore(dataDir, { logger });
  try {
    const groups = personGroups(store.load(dataset));
    const perRun = contestants.map(({ key, seeds }) => ({ runId: key, figures: groupFigures(groups, seeds) }));
    const rows = (perRun[0]?.figures ?? []).map(({ by, group, people }) => ({
      by,
      group,
      people,
      values: perRun.flatMap(({ runId, figures }) => {
        const mean = figures.find((one) => one.by === by && one.group === group)?.metrics[chosen];
        return mean === undefined ? [] : [{ runId, mean }];
      }),
    }));
    return { metric: chosen, metrics, pairs, groups: rows };
  } finally {
    store.close();
  }
}
