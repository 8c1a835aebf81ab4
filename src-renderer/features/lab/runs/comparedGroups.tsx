import { useState } from 'react';
import type { Comparison } from '../../../../src-main/contract/runs.ts';
import { ChartFrame } from '../../../components/charts/chartFrame.tsx';
import { figure } from '../../../components/charts/format.ts';
import { IntervalChart } from '../../../components/charts/intervalChart.tsx';
import { Segmented } from '../../../components/segmented.tsx';
import { isLessBetter, metricWords } from '../metricWords.ts';
import type { RunNames } from './compareWords.ts';
import { colourOf } from './runsTable.tsx';
import styles from './runs.module.css';

const BY = [
  { id: 'activity', label: 'By activity' },
  { id: 'age', label: 'By age' },
  { id: 'gender', label: 'By gender' },
] as const;

/** "20–45 ratings", "25 to 34": what the groups of people are. */
const groupWords = (by: (typeof BY)[number]['id'], group: string): string =>
  by === 'activity' ? `${group.replace('-', '–')} ratings` : group;

/** For whom each run does well: means of the metric within groups of people. */
export function ComparedGroups({ data, names }: { readonly data: Comparison; readonly names: RunNames }) {
  const choices = BY.filter(({ id }) => data.groups.some((group) => group.by === id));
  const [wanted, setBy] = useState<(typeof BY)[number]['id']>('activity');
  const by = choices.find(({ id }) => id === wanted)?.id ?? choices[0]?.id;
  if (by === undefined) return null;
  const groups = data.groups.filter((group) => group.by === by);
  const words = metricWords(data.metric);
  const first = data.runs[0]?.runId;
  const ranked = groups
    .map((group) => ({ group, mean: group.values.find(({ runId }) => runId === first)?.mean ?? Number.NaN }))
    .filter(({ mean }) => Number.isFinite(mean))
    .sort((a, b) => (isLessBetter(data.metric) ? a.mean - b.mean : b.mean - a.mean));
  const [front, back] = [ranked[0], ranked.at(-1)];
  return (
    <div className={styles.groups}>
      {choices.length > 1 && <Segmented label="Groups of people" options={choices} value={by} onChange={setBy} />}
      <ChartFrame
        title="For whom"
        sentence={
          front === undefined || back === undefined || front === back
            ? `${words} within groups of people.`
            : `${names.get(first ?? '')} does most for ${groupWords(by, front.group.group)} (${figure(front.mean)}) and least for ${groupWords(by, back.group.group)} (${figure(back.mean)}).`
        }
        table={{
          columns: ['group', 'people', ...data.runs.map((run) => names.get(run.runId) ?? run.label)],
          rows: groups.map((group) => [
            groupWords(by, group.group),
            group.people,
            ...data.runs.map((run) => {
              const mean = group.values.find(({ runId }) => runId === run.runId)?.mean;
              return mean === undefined ? null : figure(mean);
            }),
          ]),
        }}
      >
        {(width) => (
          <IntervalChart
            label={`${words} within groups of people`}
            width={width}
            rows={groups.flatMap((group) =>
              data.runs.flatMap((run, at) => {
                const mean = group.values.find(({ runId }) => runId === run.runId)?.mean;
                if (mean === undefined) return [];
                return [
                  {
                    id: `${group.group} ${run.runId}`,
                    label: at === 0 ? `${groupWords(by, group.group)} (${group.people})` : '',
                    value: mean,
                    interval: null,
                    colour: colourOf(at),
                    text: `${data.runs.length > 1 ? `${names.get(run.runId)} ` : ''}${figure(mean)}`,
                  },
                ];
              }),
            )}
          />
        )}
      </ChartFrame>
    </div>
  );
}
