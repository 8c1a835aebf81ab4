import { type Curve, movingMean } from '../../components/charts/movingMean.ts';
import type { CurvePoint } from '../../../src-main/contract/runs.ts';

export interface Curves {
  readonly loss: Curve;
  /** Moving mean of the loss; the loss itself where there are few points. */
  readonly smooth: Curve;
  readonly validation: Curve;
  readonly metric: string | null;
  readonly speed: Curve;
  /** What x counts. */
  readonly unit: 'epoch' | 'step';
  /** Where the fit will end, or the last point. */
  readonly end: number;
}

const FEW = 40;

/** The points of one fit as lines, by epoch where epochs are told, else by step. */
export function curvesOf(points: readonly CurvePoint[]): Curves {
  const unit = points.some((point) => point.epoch !== null) ? 'epoch' : 'step';
  const placed = points.map((point) => ({ point, x: unit === 'epoch' ? (point.epoch ?? 0) : point.step }));
  const line = (of: (point: CurvePoint) => number | null): Curve =>
    placed.flatMap(({ point, x }) => {
      const y = of(point);
      return y === null || !Number.isFinite(y) ? [] : [[x, y] as const];
    });
  const loss = line((point) => point.loss);
  const last = placed.at(-1);
  const stepsPerX = last === undefined || last.x === 0 ? 1 : last.point.step / last.x;
  const whole = last?.point.totalSteps ?? null;
  return {
    loss,
    smooth: loss.length > FEW ? movingMean(loss, Math.max(5, Math.round(loss.length / 40))) : loss,
    validation: line((point) => point.validation?.value ?? null),
    metric: points.findLast((point) => point.validation !== null)?.validation?.metric ?? null,
    speed: line((point) => point.examplesPerSecond),
    unit,
    end: Math.max(last?.x ?? 0, whole === null ? 0 : whole / stepsPerX),
  };
}
