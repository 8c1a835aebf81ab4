import { createRng } from '../base/rng.ts';
import type { Hyperparameters, SearchRange } from '../recommenders/recommender.ts';
import { drawn } from './tuning.ts';

export const searchMethods = ['random', 'successive-halving'] as const;
export type SearchMethod = (typeof searchMethods)[number];

export interface SearchPlan {
  readonly method: SearchMethod;
  /** Settings drawn in all. */
  readonly trials: number;
  readonly seed: number;
  readonly preset: Hyperparameters;
  readonly space: Readonly<Record<string, SearchRange>>;
}

export interface PlannedTrial {
  readonly trial: number;
  readonly rung: number;
  /** Share of the training rows. */
  readonly budget: number;
  readonly hyperparameters: Hyperparameters;
}

export interface MeasuredTrial {
  readonly trial: number;
  readonly rung: number;
  /** Higher is better. */
  readonly value: number;
}

/** Of the trials of a rung, one in so many goes on to the next, with so many times the rows. */
const ETA = 3;
const MAX_RUNGS = 3;

/** How many times the better third is measured again. */
const rungsAbove = ({ method, trials }: SearchPlan): number =>
  method === 'random' ? 0 : Math.min(MAX_RUNGS, Math.floor(Math.log(trials) / Math.log(ETA) + 1e-9));

/**
 * What to measure next, from what was measured; null at the end. Depends on nothing else, so that a search that was stopped goes on as if it had
 * not been. Random search: Bergstra, Bengio (JMLR 2012); successive halving: Jamieson, Talwalkar (AISTATS 2016), algorithm 1, with the share
 * of the training rows as the resource. Trial 0 is the preset.
 */
export function nextTrial(plan: SearchPlan, measured: readonly MeasuredTrial[]): PlannedTrial | null {
  const top = rungsAbove(plan);
  let trials = Array.from({ length: plan.trials }, (_, trial) => trial);
  for (let rung = 0; rung <= top; rung++) {
    const values = new Map(measured.filter((one) => one.rung === rung).map(({ trial, value }) => [trial, value]));
    const open = trials.find((trial) => !values.has(trial));
    if (open !== undefined) return { trial: open, rung, budget: ETA ** (rung - top), hyperparameters: settingsOf(plan, open) };
    trials = trials
      .sort((a, b) => values.get(b)! - values.get(a)! || a - b)
      .slice(0, Math.max(1, Math.floor(trials.length / ETA)))
      .sort((a, b) => a - b);
  }
  return null;
}

/** How many fits a search takes in all. */
export function numFits(plan: SearchPlan): number {
  let fits = 0;
  let left = plan.trials;
  for (let rung = 0; rung <= rungsAbove(plan); rung++) {
    fits += left;
    left = Math.max(1, Math.floor(left / ETA));
  }
  return fits;
}

/** The best of those with the most rows; null before the first. */
export function bestTrial<T extends MeasuredTrial>(measured: readonly T[]): T | null {
  return measured.reduce<T | null>(
    (best, one) => (best === null || one.rung > best.rung || (one.rung === best.rung && one.value > best.value) ? one : best),
    null,
  );
}

function settingsOf({ seed, preset, space }: SearchPlan, trial: number): Hyperparameters {
  return trial === 0 ? preset : drawn(preset, space, createRng(seed, 'search').fork(trial));
}
