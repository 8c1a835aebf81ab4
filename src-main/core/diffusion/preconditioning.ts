import type { Value } from '../engine/graph.ts';
import { squaredError } from '../engine/losses.ts';
import { add, div, max, mul, reshape, sub } from '../engine/ops.ts';

/** What the network's output means; loss and samplers both read it here and nowhere else. */
export const predictions = ['velocity', 'noise', 'clean'] as const;
export type Prediction = (typeof predictions)[number];

/** Below this time a division by it would blow up rounding (Li and He 2025, arXiv 2511.13720, section 3). */
const TIME_FLOOR = 0.05;

/** [N] as [N, 1, 1, 1]. */
const perPicture = (value: Value): Value => reshape(value, [value.shape[0]!, 1, 1, 1]);

/** (1 - t) clean + t noise. @param time [N] */
export function noised(clean: Value, noise: Value, time: Value): Value {
  const t = perPicture(time);
  return add(mul(clean, sub(1, t)), mul(noise, t));
}

/**
 * The clean picture that an output stands for, where x = (1 - t) clean + t noise:
 * velocity v = noise - clean: clean = x - t v; noise e: clean = (x - t e) / (1 - t); clean: itself.
 */
export function denoisedOf(prediction: Prediction, x: Value, time: Value, output: Value): Value {
  const t = perPicture(time);
  switch (prediction) {
    case 'velocity':
      return sub(x, mul(output, t));
    case 'noise':
      return div(sub(x, mul(output, t)), max(sub(1, t), TIME_FLOOR));
    case 'clean':
      return output;
  }
}

/** Mean squared error of the velocity, whatever is predicted (Li and He 2025, table 1, the column of the v-loss). */
export function velocityLoss(
  prediction: Prediction,
  { clean, noise, time, output }: { readonly clean: Value; readonly noise: Value; readonly time: Value; readonly output: Value },
): Value {
  const velocity = sub(noise, clean);
  if (prediction === 'velocity') return squaredError(output, velocity);
  const t = perPicture(time);
  // noise e: v = (e - x) / (1 - t); clean c: v = (x - c) / t. The errors of e and c are those of v but for these factors.
  const factor = max(prediction === 'noise' ? sub(1, t) : t, TIME_FLOOR);
  return squaredError(div(output, factor), div(prediction === 'noise' ? noise : clean, factor));
}
