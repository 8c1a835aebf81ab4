import type { Explore } from '../../../../src-main/contract/explore.ts';
import { BarChart } from '../../../components/charts/barChart.tsx';
import { ChartFrame } from '../../../components/charts/chartFrame.tsx';
import { DotChart } from '../../../components/charts/dotChart.tsx';
import { LineChart } from '../../../components/charts/lineChart.tsx';
import { formatCount } from '../../../components/numberWords.ts';
import { ActivityCharts } from './activityCharts.tsx';
import { coldSentence, percent, ratingSentence, tailSentence, yearSentence } from './dataWords.ts';
import { GenresOverTime } from './genresOverTime.tsx';

/** Everything that the lab knows of a data set, one question a chart. */
export function DataCharts({ data }: { readonly data: Explore }) {
  const yours = data.ratings.reduce((sum, { yours: n }) => sum + n, 0);
  const ownScale = yours === 0 ? 0 : data.rows / yours;
  const genres = data.genres.flatMap(({ genre, ratings, mean }) =>
    mean === null || ratings === 0 ? [] : [{ label: genre, value: mean, weight: ratings }],
  );
  genres.sort((a, b) => b.value - a.value);
  return (
    <>
      <ChartFrame
        title="How people rate"
        sentence={ratingSentence(data)}
        table={{
          columns: ['stars', 'ratings', 'yours'],
          rows: data.ratings.map(({ stars, count, yours: own }) => [String(stars), count, own]),
        }}
      >
        {(width) => (
          <BarChart
            label="Ratings by number of stars"
            width={width}
            bars={data.ratings.map(({ stars, count, yours: own }) => ({
              label: String(stars),
              value: count,
              ...(yours === 0 ? {} : { own: own * ownScale }),
            }))}
          />
        )}
      </ChartFrame>
      <ChartFrame
        title="The long tail"
        sentence={tailSentence(data)}
        table={{ columns: ['film no.', 'ratings'], rows: data.longTail.points.map(({ rank, count }) => [formatCount(rank), count]) }}
      >
        {(width) => (
          <LineChart
            label="Ratings per film, most rated first"
            width={width}
            unitX="film no."
            isLogX
            isLogY
            formatEnd={() => ''}
            series={[
              {
                id: 'tail',
                label: '',
                colour: 'var(--chart-bar)',
                points: data.longTail.points.map(({ rank, count }) => [rank, count] as const),
              },
            ]}
          />
        )}
      </ChartFrame>
      <ActivityCharts data={data} />
      <ChartFrame
        title="Mean rating by genre"
        sentence={`Dot area is the number of ratings. The line is the overall mean, ${data.mean.toFixed(2)}.`}
        table={{
          columns: ['genre', 'films', 'ratings', 'mean'],
          rows: data.genres.map(({ genre, films, ratings, mean }) => [genre, films, ratings, mean === null ? null : mean.toFixed(2)]),
        }}
      >
        {(width) => <DotChart label="Mean rating by genre" width={width} dots={genres} level={data.mean} />}
      </ChartFrame>
      {data.ratingsPerYear.length > 0 && (
        <ChartFrame
          title="Ratings per year"
          sentence={yearSentence(data)}
          table={{ columns: ['year', 'ratings'], rows: data.ratingsPerYear.map(({ year, count }) => [String(year), count]) }}
        >
          {(width) => (
            <BarChart
              label="Ratings by the year in which they were given"
              width={width}
              height={296}
              bars={data.ratingsPerYear.map(({ year, count }) => ({ label: String(year), value: count }))}
            />
          )}
        </ChartFrame>
      )}
      <GenresOverTime data={data} />
      <ChartFrame
        title="Cold starts"
        sentence={coldSentence(data)}
        table={{
          columns: ['fewer ratings than', 'people', 'films', 'share of films'],
          rows: data.coldStart.map(({ fewerThan, users, films }) => [
            String(fewerThan),
            users,
            films,
            percent(films / Math.max(1, data.films)),
          ]),
        }}
      >
        {(width) => (
          <BarChart
            label="Films with fewer ratings than"
            width={width}
            bars={data.coldStart.map(({ fewerThan, films }) => ({ label: `< ${fewerThan}`, value: films }))}
          />
        )}
      </ChartFrame>
    </>
  );
}
