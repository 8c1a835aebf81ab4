import type { Value } from '../engine/graph.ts';
import type { ParameterScope } from '../engine/parameters.ts';
import { concat } from '../engine/ops.ts';
import { type ConditionInputs, conditioning } from './networks/conditioning.ts';
import { unet } from './networks/unet.ts';
import { uvit } from './networks/uvit.ts';
import type { StageConfig } from './stages.ts';

export const CHANNELS = 3;

export interface DenoiserInputs {
  /** Noised picture at unit variance, [N, 3, H, W]. */
  readonly x: Value;
  /** [N] */
  readonly time: Value;
  readonly condition: ConditionInputs;
  /** The enlarged, noised picture below, [N, 3, H, W], and how noisy it is, [N] in [0, 1]. */
  readonly below?: { readonly picture: Value; readonly noise: Value };
}

/** The network of a stage, whichever kind it is: its output, of the shape of x, means what `prediction` says. */
export function denoiserOutput(scope: ParameterScope, { x, time, condition, below }: DenoiserInputs, stage: StageConfig): Value {
  const { network } = stage;
  const told = conditioning(scope.within('condition'), time, condition, network.conditionSize, below === undefined ? [] : [below.noise]);
  const seen = below === undefined ? x : concat([x, below.picture], 1);
  return network.kind === 'unet' ? unet(scope, seen, told, network, CHANNELS) : uvit(scope, seen, told, network, CHANNELS);
}
