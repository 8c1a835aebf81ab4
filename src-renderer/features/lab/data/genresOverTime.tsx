import type { Explore } from '../../../../src-main/contract/explore.ts';
import { ChartFrame } from '../../../components/charts/chartFrame.tsx';
import { LineChart } from '../../../components/charts/lineChart.tsx';
import { percent } from './dataWords.ts';

const SHOWN = 5;
const COLOURS = ['var(--chart-1)', 'var(--chart-2)', 'var(--chart-3)', 'var(--chart-4)', 'var(--chart-5)'] as const;

/** Share of each decade's films that carry a genre; the most frequent genres as lines, all in the table. */
export function GenresOverTime({ data: { genresOverTime: time } }: { readonly data: Explore }) {
  const total = time.decades.map((_, at) =>
    Math.max(
      1,
      time.genres.reduce((sum, { films }) => sum + (films[at] ?? 0), 0),
    ),
  );
  const shares = time.genres.map(({ genre, films }) => ({
    genre,
    all: films.reduce((sum, n) => sum + n, 0),
    shares: films.map((n, at) => n / (total[at] ?? 1)),
  }));
  const shown = [...shares].sort((a, b) => b.all - a.all).slice(0, SHOWN);
  if (time.decades.length < 2) return null;
  const grown = shown
    .map(({ genre, shares: parts }) => ({ genre, change: (parts.at(-1) ?? 0) - (parts[0] ?? 0) }))
    .sort((a, b) => b.change - a.change);
  const [most, least] = [grown[0], grown.at(-1)];
  return (
    <ChartFrame
      title="Genres over time"
      sentence={
        most === undefined || least === undefined || most === least
          ? 'Share of all genre labels by decade of release.'
          : `Share of all genre labels by decade of release: from the first decade to the last ${most.genre} gained most and ${least.genre} lost most.`
      }
      table={{
        columns: ['decade', ...shares.map(({ genre }) => genre)],
        rows: time.decades.map((decade, at) => [`${decade}s`, ...shares.map(({ shares: parts }) => percent(parts[at] ?? 0))]),
      }}
    >
      {(width) => (
        <LineChart
          label="Share of genres by decade of release"
          width={width}
          height={296}
          yFromZero
          formatX={(decade) => String(Math.round(decade))}
          formatY={percent}
          formatEnd={percent}
          series={shown.map(({ genre, shares: parts }, at) => ({
            id: genre,
            label: genre,
            colour: COLOURS[at] ?? 'var(--chart-6)',
            points: time.decades.map((decade, index) => [decade, parts[index] ?? 0] as const),
          }))}
        />
      )}
    </ChartFrame>
  );
}
