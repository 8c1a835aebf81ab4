export type Curve = readonly (readonly [x: number, y: number])[];

/** Mean of the `width` last values at each point. */
export function movingMean(points: Curve, width: number): Curve {
  let sum = 0;
  return points.map(([x, y], at) => {
    sum += y - (at >= width ? points[at - width]![1] : 0);
    return [x, sum / Math.min(at + 1, width)] as const;
  });
}
