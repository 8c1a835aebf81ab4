import { DomainError } from '../base/errors.ts';
import { uvitSizes } from './networks/uvit.ts';
import type { StageConfig } from './stages.ts';

export const shapes = { poster: { width: 2, height: 3 }, square: { width: 1, height: 1 } } as const;
export type PictureShape = keyof typeof shapes;

/** Widths in pixels of the cascade's stages; the last is painted by the enlarger. */
export const stageWidths = [16, 32, 64] as const;
export const ENLARGED_WIDTH = 128;

export interface StagePreset {
  readonly stage: StageConfig;
  readonly batch: number;
  readonly rate: number;
  readonly steps: number;
}

const CONDITION_SIZE = 128;
/** Replaced by what is measured on the training pictures. */
const UNMEASURED = 1;

/**
 * What two cores train in about half an hour a stage. Stages above the first work on tiles of 2 x 2 pixels, on the grid of the picture below, since
 * composition and colour are decided there.
 */
const convolutional: Readonly<Record<(typeof stageWidths)[number], StagePreset>> = {
  16: {
    stage: {
      width: 16,
      height: 24,
      factor: null,
      network: { kind: 'unet', widths: [32, 64, 128], patch: 1, conditionSize: CONDITION_SIZE },
      prediction: 'clean',
      scale: UNMEASURED,
      times: { mean: 0, stddev: 1 },
      mostNoiseBelow: 0,
    },
    batch: 32,
    rate: 8e-4,
    steps: 2_400,
  },
  32: {
    stage: {
      width: 32,
      height: 48,
      factor: 2,
      network: { kind: 'unet', widths: [48, 96, 128], patch: 2, conditionSize: CONDITION_SIZE },
      prediction: 'clean',
      scale: UNMEASURED,
      times: { mean: 0, stddev: 1 },
      mostNoiseBelow: 0.2,
    },
    batch: 32,
    rate: 8e-4,
    steps: 2_000,
  },
  64: {
    stage: {
      width: 64,
      height: 96,
      factor: 2,
      network: { kind: 'unet', widths: [32, 64, 96], patch: 2, conditionSize: CONDITION_SIZE },
      prediction: 'clean',
      scale: UNMEASURED,
      times: { mean: 0, stddev: 1 },
      mostNoiseBelow: 0.15,
    },
    batch: 16,
    rate: 8e-4,
    steps: 2_000,
  },
};

export const networkNames = ['unet', 'uvit-nano', 'uvit-small', 'uvit-base'] as const;
export type NetworkName = (typeof networkNames)[number];

/** @param network a U-ViT paints at any width alone, without a stage below @throws DomainError 'invalid-input' for an unknown width */
export function stagePreset(width: number, shape: PictureShape, network: NetworkName = 'unet'): StagePreset {
  const preset = (convolutional as Readonly<Record<number, StagePreset>>)[width];
  if (preset === undefined)
    throw new DomainError('invalid-input', `There is no stage ${width} pixels wide; choose one of ${stageWidths.join(', ')}.`);
  const { height, width: unit } = shapes[shape];
  const sized = { ...preset.stage, height: (width * height) / unit };
  if (network === 'unet') return { ...preset, stage: sized };
  const size = uvitSizes[network.slice('uvit-'.length) as keyof typeof uvitSizes];
  const patch = width === 64 ? 8 : width === 32 ? 4 : 2;
  return {
    stage: { ...sized, factor: null, mostNoiseBelow: 0, network: { kind: 'uvit', ...size, patch, conditionSize: CONDITION_SIZE * 2 } },
    batch: 32,
    rate: 3e-4,
    steps: 100_000,
  };
}
