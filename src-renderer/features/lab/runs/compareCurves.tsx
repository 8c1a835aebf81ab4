import type { Run } from '../../../../src-main/contract/runs.ts';
import { ChartFrame } from '../../../components/charts/chartFrame.tsx';
import type { Curve } from '../../../components/charts/movingMean.ts';
import { figure } from '../../../components/charts/format.ts';
import { LineChart } from '../../../components/charts/lineChart.tsx';
import { formatCount } from '../../../components/numberWords.ts';
import { useLoad } from '../../../stores/useLoad.ts';
import { curvesOf } from '../curves.ts';
import { metricWords } from '../metricWords.ts';
import { colourOf } from './runsTable.tsx';
import { useClient } from '../../../stores/hooks.tsx';

const MAX_POINTS = 600;

interface NamedCurve {
  readonly id: string;
  readonly label: string;
  readonly colour: string;
  readonly points: Curve;
}

/** Loss and validation of the chosen runs over one another; the first seed of each. */
export function CompareCurves({ runs, names }: { readonly runs: readonly Run[]; readonly names: ReadonlyMap<string, string> }) {
  const lab = useClient();
  const key = runs.map((run) => run.runId).join(' ');
  const loaded = useLoad(
    async (signal) => await Promise.all(runs.map((run) => lab.runs.curve({ runId: run.runId, maxPoints: MAX_POINTS }, { signal }))),
    key,
  );
  if (loaded.data === null) return null;
  const curves = loaded.data.map(({ points }, at) => ({
    run: runs[at]!,
    colour: colourOf(at),
    ...curvesOf(points.filter((point) => point.seed === points[0]?.seed)),
  }));
  const lines = (of: (curve: (typeof curves)[number]) => Curve): NamedCurve[] =>
    curves.flatMap((curve) => {
      const points = of(curve);
      return points.length === 0 ? [] : [{ id: curve.run.runId, label: names.get(curve.run.runId) ?? '', colour: curve.colour, points }];
    });
  const unit = curves.find((curve) => curve.loss.length > 0)?.unit ?? 'step';
  const metric = curves.find((curve) => curve.metric !== null)?.metric ?? null;
  return (
    <>
      <Overlaid title="Loss" unit={unit} lines={lines((curve) => curve.smooth)} />
      {metric !== null && (
        <Overlaid
          title={`${metricWords(metric)} on validation rows`}
          unit={unit}
          lines={lines((curve) => (curve.metric === metric ? curve.validation : []))}
        />
      )}
    </>
  );
}

function Overlaid({ title, unit, lines }: { readonly title: string; readonly unit: string; readonly lines: readonly NamedCurve[] }) {
  if (lines.length === 0) return null;
  const end = Math.max(1, ...lines.map(({ points }) => points.at(-1)?.[0] ?? 0));
  const ends = lines.map(({ label, points }) => `${label} ends at ${figure(points.at(-1)?.[1] ?? Number.NaN)}`);
  return (
    <ChartFrame
      title={title}
      sentence={`${new Intl.ListFormat('en').format(ends)}. The first seed of each.`}
      table={{
        columns: ['run', unit, title],
        rows: lines.flatMap(({ label, points }) => points.map(([x, y]) => [label, formatCount(x), figure(y)])),
      }}
    >
      {(width) => <LineChart label={`${title} of the chosen runs`} width={width} unitX={unit} xDomain={[0, end]} series={lines} />}
    </ChartFrame>
  );
}
