import type { Search } from '../../../../src-main/contract/experiments.ts';
import { figure } from '../../../components/charts/format.ts';
import { metricWords } from '../metricWords.ts';
import { STATE_SENTENCES } from '../runWords.ts';

/** What a search looks for: "-rmse" as "RMSE", "ndcg@10-rmse" as "NDCG@10 less RMSE". */
export function objectiveWords(objective: string): string {
  const [gain = '', cost] = objective.split('-');
  if (cost === undefined) return metricWords(gain);
  return gain === '' ? metricWords(cost) : `${metricWords(gain)} less ${metricWords(cost)}`;
}

/** Whether less of it is better: values of such a search are kept with a minus. */
export const isCost = (objective: string): boolean => objective.startsWith('-');

/** The kept value in the objective's own sense. */
export const objectiveValue = (objective: string, value: number): number => (isCost(objective) ? -value : value);

/** "12 of 20 settings measured, RMSE 0.8545 so far". */
export function searchLine({ numMeasured, trials, objective, best, state }: Search): string {
  const measured = `${Math.min(numMeasured, trials)} of ${trials} settings measured`;
  if (best === null) return measured;
  const soFar = state === 'done' ? '' : ' so far';
  return `${measured}, ${objectiveWords(objective)} ${figure(objectiveValue(objective, best.value))}${soFar}`;
}

/** One sentence on how a search stands. */
export function searchStateWords({ state, numMeasured }: Search): string {
  if (state === 'running') return numMeasured === 0 ? 'The first setting is being measured.' : 'Measuring one setting after the other.';
  if (state === 'done') return 'Done. Test rows were not read.';
  return STATE_SENTENCES[state];
}
