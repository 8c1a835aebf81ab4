import type { Prediction } from './preconditioning.ts';
import type { TimeDistribution } from './noiseSchedule.ts';
import type { UNetConfig } from './networks/unet.ts';
import type { UViTConfig } from './networks/uvit.ts';

/** One model of the cascade: paints at `width` x `height`, from nothing or over the enlarged picture of the stage below (Ho et al. 2022). */
export interface StageConfig {
  readonly width: number;
  readonly height: number;
  /** Size factor to the stage below; null for the first stage. */
  readonly factor: number | null;
  readonly network: UNetConfig | UViTConfig;
  readonly prediction: Prediction;
  /** Standard deviation of what is painted (pixels from -1 to 1, or their difference from the enlarged picture below): sigma counts in it. */
  readonly scale: number;
  readonly times: TimeDistribution;
  /** Training adds noise of at most this standard deviation to the picture below, and tells the network how much. */
  readonly mostNoiseBelow: number;
}
