/** Learning rate of a step, counted from 0; the rate is an input of the step graph, so any function will do. */
export type LearningRateSchedule = (step: number) => number;

export const constantRate =
  (rate: number): LearningRateSchedule =>
  () =>
    rate;

/** Linear warm-up to `rate`, then half a cosine down to `floor` times it (Loshchilov and Hutter 2017, equation 5, one period). */
export function warmupCosine({
  rate,
  warmupSteps,
  totalSteps,
  floor = 0,
}: {
  readonly rate: number;
  readonly warmupSteps: number;
  readonly totalSteps: number;
  readonly floor?: number;
}): LearningRateSchedule {
  return (step) => {
    if (step < warmupSteps) return (rate * (step + 1)) / warmupSteps;
    const progress = Math.min(1, (step - warmupSteps) / Math.max(1, totalSteps - warmupSteps));
    return rate * (floor + (1 - floor) * 0.5 * (1 + Math.cos(Math.PI * progress)));
  };
}
