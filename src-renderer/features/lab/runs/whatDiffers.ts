import type { Run } from '../../../../src-main/contract/runs.ts';
import { runName } from '../runWords.ts';
import { momentWords } from '../time.ts';
import { settingWords, valueWords } from '../train/settingWords.ts';

/** More settings than these would tell less. */
const MOST = 3;

/**
 * What tells runs of one name apart, by run: "factors 16, epochs 6" where their settings differ, else data and protocol, else when each was made.
 * Runs whose name is theirs alone are left out.
 */
export function whatDiffers(runs: readonly Run[], now: number): ReadonlyMap<string, string> {
  const words = new Map<string, string>();
  for (const alike of Map.groupBy(runs, runName).values()) {
    if (alike.length < 2) continue;
    const settings = [...new Set(alike.flatMap(({ experiment }) => Object.keys(experiment.hyperparameters)))];
    const differing = settings.filter((name) => areDifferent(alike, (run) => run.experiment.hyperparameters[name])).slice(0, MOST);
    const hasPlaces = areDifferent(alike, ({ experiment }) => `${experiment.dataset.name} ${experiment.protocol}`);
    for (const run of alike) {
      const { hyperparameters, dataset, protocol } = run.experiment;
      const own = differing.flatMap((name) => {
        const value = hyperparameters[name];
        return value === undefined ? [] : [`${settingWords(name).toLowerCase()} ${valueWords(value)}`];
      });
      if (own.length > 0) words.set(run.runId, own.join(', '));
      else words.set(run.runId, hasPlaces ? `${dataset.name}, ${protocol ?? 'all ratings'}` : momentWords(run.createdAt, now));
    }
  }
  return words;
}

/** The name of each run, with what tells it from others of its name. */
export function distinctNames(runs: readonly Run[], now: number): ReadonlyMap<string, string> {
  const differences = whatDiffers(runs, now);
  return new Map(runs.map((run) => [run.runId, withDifference(run, differences.get(run.runId))]));
}

/** "ALS, factors 16" */
export const withDifference = (run: Run, difference: string | undefined): string =>
  difference === undefined ? runName(run) : `${runName(run)}, ${difference}`;

const areDifferent = (runs: readonly Run[], of: (run: Run) => unknown): boolean => new Set(runs.map(of)).size > 1;
