import type { Activity, Explore } from '../../../../src-main/contract/explore.ts';
import { BarChart } from '../../../components/charts/barChart.tsx';
import { ChartFrame } from '../../../components/charts/chartFrame.tsx';
import { LineChart } from '../../../components/charts/lineChart.tsx';
import { activitySentence, percent } from './dataWords.ts';

/** How ratings spread over people and over films. */
export function ActivityCharts({ data: { userActivity, filmActivity } }: { readonly data: Explore }) {
  return (
    <>
      <ActivityBars title="How much people rate" who="people" activity={userActivity} />
      <ActivityBars title="How much films are rated" who="films" activity={filmActivity} />
      <ChartFrame
        title="How unequal it is"
        sentence={`Lorenz curves: the less a curve keeps to the diagonal, the more ratings lie with a few. Gini ${filmActivity.gini.toFixed(2)} for films, ${userActivity.gini.toFixed(2)} for people.`}
        table={{
          columns: ['least rated share', 'ratings of films', 'ratings of people'],
          rows: filmActivity.lorenz
            .filter((_, at) => at % 5 === 0)
            .map(({ share, ratings }) => [
              percent(share),
              percent(ratings),
              percent(userActivity.lorenz.find((one) => Math.abs(one.share - share) < 1e-9)?.ratings ?? 0),
            ]),
        }}
      >
        {(width) => (
          <LineChart
            label="Lorenz curves of films and people"
            width={width}
            unitX=""
            xDomain={[0, 1]}
            formatX={percent}
            formatY={percent}
            formatEnd={() => ''}
            yFromZero
            series={[
              {
                id: 'equal',
                label: 'all alike',
                colour: 'var(--ink-3)',
                points: [
                  [0, 0],
                  [1, 1],
                ],
              },
              {
                id: 'people',
                label: 'people',
                colour: 'var(--chart-2)',
                points: userActivity.lorenz.map(({ share, ratings }) => [share, ratings] as const),
              },
              {
                id: 'films',
                label: 'films',
                colour: 'var(--chart-1)',
                points: filmActivity.lorenz.map(({ share, ratings }) => [share, ratings] as const),
              },
            ]}
          />
        )}
      </ChartFrame>
    </>
  );
}

function ActivityBars({ title, who, activity }: { readonly title: string; readonly who: string; readonly activity: Activity }) {
  const name = (from: number, to: number): string => (from === to ? String(from) : `${from}–${to}`);
  return (
    <ChartFrame
      title={title}
      sentence={activitySentence(who, activity)}
      table={{ columns: ['ratings', who], rows: activity.bins.map(({ from, to, count }) => [name(from, to), count]) }}
    >
      {(width) => (
        <BarChart
          label={`${title}: number of ${who} by ratings`}
          width={width}
          bars={activity.bins.map(({ from, to, count }) => ({ label: name(from, to), value: count }))}
        />
      )}
    </ChartFrame>
  );
}
