import { consistency } from './consistency.ts';
import { ddim } from './ddim.ts';
import { dpmSolver2M } from './dpmSolver.ts';
import { euler } from './euler.ts';
import { heun } from './heun.ts';
import type { Sampler } from './sampler.ts';

/** Name in recipes and on the command line to sampler. */
export const samplers = {
  'dpm++2m': dpmSolver2M,
  euler,
  heun,
  ddim: ddim(0),
  'ddim-ancestral': ddim(1),
  consistency,
} as const satisfies Readonly<Record<string, Sampler>>;

export type SamplerName = keyof typeof samplers;
