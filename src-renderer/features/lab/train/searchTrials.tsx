import type { Search, SearchTrial, searchRangeSchema } from '../../../../src-main/contract/experiments.ts';
import type { z } from 'zod';
import { ChartFrame } from '../../../components/charts/chartFrame.tsx';
import { figure } from '../../../components/charts/format.ts';
import { ParallelCoordinates } from '../../../components/charts/parallelCoordinates.tsx';
import { spanWords } from '../time.ts';
import { objectiveValue, objectiveWords } from './searchWords.ts';
import { settingWords, valueWords } from './settingWords.ts';

export interface SearchTrialsProps {
  readonly search: Search;
  readonly axes: readonly { readonly name: string; readonly range: z.infer<typeof searchRangeSchema> }[];
  readonly trials: readonly SearchTrial[];
}

/** Every setting that was tried as a line over its settings to what it reached. */
export function SearchTrials({ search: { objective, best }, axes, trials }: SearchTrialsProps) {
  const name = objectiveWords(objective);
  const valueOf = ({ value }: SearchTrial): number => objectiveValue(objective, value);
  const found = Object.entries(best?.hyperparameters ?? {})
    .filter(([key]) => axes.some((axis) => axis.name === key))
    .map(([key, value]) => `${settingWords(key).toLowerCase()} ${valueWords(value)}`);
  return (
    <ChartFrame
      title="What was tried"
      sentence={found.length === 0 ? 'No setting was measured yet.' : `The line in amber is ahead, at ${found.join(', ')}.`}
      table={{
        columns: ['trial', 'share of data', ...axes.map((axis) => settingWords(axis.name)), name, 'time'],
        rows: trials.map((trial) => [
          String(trial.trial),
          trial.budget.toFixed(2),
          ...axes.map((axis) => {
            const value = trial.hyperparameters[axis.name];
            return value === undefined ? null : valueWords(value);
          }),
          figure(valueOf(trial)),
          spanWords(trial.fitMs),
        ]),
      }}
    >
      {(width) => (
        <ParallelCoordinates
          label={`Settings tried and the ${name} that each reached`}
          width={width}
          axes={[
            ...axes.map((axis) => ({
              name: settingWords(axis.name),
              kind: axis.range.kind,
              ...(axis.range.kind === 'choice' ? { values: axis.range.values.map(String) } : {}),
            })),
            { name, kind: 'linear' },
          ]}
          lines={trials.map((trial) => ({
            id: `${trial.rung} ${trial.trial}`,
            values: [
              ...axes.map((axis) => {
                const value = trial.hyperparameters[axis.name];
                return value === undefined ? null : typeof value === 'number' ? value : String(value);
              }),
              valueOf(trial),
            ],
            isBest: best !== null && trial.trial === best.trial && trial.rung === best.rung,
          }))}
        />
      )}
    </ChartFrame>
  );
}
