import { z } from 'zod';
import { DomainError } from '../base/errors.ts';
import { predictions } from './preconditioning.ts';
import type { StageConfig } from './stages.ts';

const widths = z
  .string()
  .regex(/^\d{1,4}(,\d{1,4}){0,5}$/)
  .transform((text) => text.split(',').map(Number));
const side = z.number().int().min(2).max(1024);
const shared = {
  width: side,
  height: side,
  /** 0 where there is no stage below. */
  factor: z.number().int().min(0).max(8),
  prediction: z.enum(predictions),
  scale: z.number().positive(),
  timeMean: z.number(),
  timeStddev: z.number().positive(),
  mostNoiseBelow: z.number().min(0).max(10),
  patch: z.number().int().min(1).max(32),
  conditionSize: z.number().int().min(8).max(4096),
};

/** A stage as the flat settings of a model's card. */
const settingsSchema = z.discriminatedUnion('network', [
  z.object({ ...shared, network: z.literal('unet'), widths }),
  z.object({
    ...shared,
    network: z.literal('uvit'),
    hiddenWidth: z.number().int().min(8).max(4096),
    depth: z.number().int().min(1).max(99),
    heads: z.number().int().min(1).max(64),
  }),
]);

export function stageSettings(stage: StageConfig): Record<string, number | string> {
  const { width, height, factor, prediction, scale, times, mostNoiseBelow, network } = stage;
  const own =
    network.kind === 'unet'
      ? { widths: network.widths.join(',') }
      : { hiddenWidth: network.width, depth: network.depth, heads: network.heads };
  return {
    width,
    height,
    factor: factor ?? 0,
    network: network.kind,
    ...own,
    patch: network.patch,
    conditionSize: network.conditionSize,
    prediction,
    scale,
    timeMean: times.mean,
    timeStddev: times.stddev,
    mostNoiseBelow,
  };
}

/** The inverse. @throws DomainError 'model-invalid' */
export function stageOfSettings(settings: Readonly<Record<string, unknown>>): StageConfig {
  const parsed = settingsSchema.safeParse(settings);
  if (!parsed.success) {
    const issue = parsed.error.issues[0];
    throw new DomainError(
      'model-invalid',
      `This painter's card is wrong at "${issue?.path.join('.')}" (${issue?.message}); install or train it again.`,
    );
  }
  const s = parsed.data;
  return {
    width: s.width,
    height: s.height,
    factor: s.factor === 0 ? null : s.factor,
    network:
      s.network === 'unet'
        ? { kind: 'unet', widths: s.widths, patch: s.patch, conditionSize: s.conditionSize }
        : { kind: 'uvit', width: s.hiddenWidth, depth: s.depth, heads: s.heads, patch: s.patch, conditionSize: s.conditionSize },
    prediction: s.prediction,
    scale: s.scale,
    times: { mean: s.timeMean, stddev: s.timeStddev },
    mostNoiseBelow: s.mostNoiseBelow,
  };
}
