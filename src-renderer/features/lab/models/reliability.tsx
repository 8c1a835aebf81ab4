import type { ModelCard } from '../../../../src-main/contract/models.ts';
import { ChartFrame } from '../../../components/charts/chartFrame.tsx';
import { LineChart } from '../../../components/charts/lineChart.tsx';

const percent = (share: number): string => `${Math.round(share * 100)} %`;

/** Whether a match of 70 % comes true seven times in ten. */
export function Reliability({ bins }: { readonly bins: ModelCard['reliability'] }) {
  const used = bins.filter(({ count }) => count > 0);
  const furthest = used.reduce(
    (found, bin) => (Math.abs(bin.predicted - bin.observed) > Math.abs(found.predicted - found.observed) ? bin : found),
    used[0]!,
  );
  return (
    <ChartFrame
      title="Does Match keep its word?"
      sentence={`Of films said to be liked with a given chance, the share that was. Furthest off: said ${percent(furthest.predicted)}, came true ${percent(furthest.observed)}.`}
      table={{
        columns: ['said', 'came true', 'ratings'],
        rows: used.map(({ predicted, observed, count }) => [percent(predicted), percent(observed), count]),
      }}
    >
      {(width) => (
        <LineChart
          label="Match as said against the share that came true"
          width={width}
          height={240}
          xDomain={[0, 1]}
          yFromZero
          formatX={percent}
          formatY={percent}
          formatEnd={() => ''}
          series={[
            {
              id: 'exact',
              label: 'exact',
              colour: 'var(--ink-3)',
              points: [
                [0, 0],
                [1, 1],
              ],
            },
            {
              id: 'match',
              label: 'match',
              colour: 'var(--chart-1)',
              hasMarks: true,
              points: used.map(({ predicted, observed }) => [predicted, observed] as const),
            },
          ]}
        />
      )}
    </ChartFrame>
  );
}
