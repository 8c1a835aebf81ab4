import { sigmaOf, SIGMA_MAX, timeOf } from './noiseSchedule.ts';
import { area, resample } from './resampling.ts';
import { combine } from './samplers/sampler.ts';
import { enlarged } from './stageData.ts';
import type { StageConfig } from './stages.ts';

/** A picture to paint from (SDEdit, Meng et al. 2022, algorithm 1): it is noised part of the way, and painted from there. */
export interface StartPicture {
  /** Planes from -1 to 1, [3, height, width], of the last stage's size. */
  readonly planes: Float32Array;
  readonly width: number;
  readonly height: number;
  /** Share of the way that is painted anew: near 0 the picture stays, at 1 less than a hundredth of it is left. */
  readonly strength: number;
}

/** The noise level at which painting begins: `strength` of the time between picture and noise. */
export const startSigma = ({ strength }: StartPicture): number => sigmaOf(strength * timeOf(SIGMA_MAX));

/** Steps as long as those of a whole painting, at least one. */
export const stepsFrom = ({ strength }: StartPicture, whole: number): number => Math.max(1, Math.ceil(whole * strength));

/**
 * The picture that a stage begins with, before it is noised: the start itself at the first stage; above it, the start's own detail over what was
 * painted below, so that what changed there stays changed. Where nothing changed below, that is the start at the stage's size.
 * @param below planes as painted by the stage below @returns planes of the stage's size
 */
export function startTarget({ planes, width, height }: StartPicture, stage: StageConfig, below: Float32Array | null): Float32Array {
  const whole = { width, height, data: planes };
  const here = resample(whole, stage.width, stage.height, area).data;
  if (below === null || stage.factor === null) return here;
  const unchanged = resample(whole, stage.width / stage.factor, stage.height / stage.factor, area).data;
  const change = enlarged(combine(1, below, -1, unchanged), stage);
  return combine(1, here, 1, change);
}
