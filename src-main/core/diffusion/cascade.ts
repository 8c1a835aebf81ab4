import { type CancelSignal, throwIfCancelled } from '../base/progress.ts';
import { createRng } from '../base/rng.ts';
import { type Caption, emptyCaption } from './data/captions.ts';
import { CHANNELS } from './denoiser.ts';
import { noiseLevels, SIGMA_MAX, type Spacing } from './noiseSchedule.ts';
import type { StagePainter } from './painter.ts';
import { samplers, type SamplerName } from './samplers/index.ts';
import { enlarged } from './stageData.ts';

/** Everything that a picture depends on, but for the weights. */
export interface PaintSettings {
  readonly caption: Caption;
  readonly negative?: Caption;
  readonly seed: number;
  /** Place in a series of the same seed. */
  readonly index: number;
  readonly steps: number;
  readonly guidance: number;
  /** Guidance acts at these levels of sigma alone (Kynkäänniemi et al. 2024). */
  readonly guidanceInterval?: readonly [low: number, high: number];
  readonly sampler: SamplerName;
  readonly spacing?: Spacing;
}

export interface PaintProgress {
  readonly stage: number;
  readonly step: number;
  readonly steps: number;
  /** Planes from -1 to 1 of the picture so far, at the stage's size. */
  readonly preview: Float32Array;
}

export interface PaintOptions {
  readonly signal?: CancelSignal;
  readonly onStep?: (progress: PaintProgress) => void | Promise<void>;
}

/** Steps of the stages above the first, as a share of the first's: they have less to decide. */
const STEPS_ABOVE = 0.5;
/** Share of the training noise that a painted picture below gets, so that its flaws are painted over (Ho et al. 2022, section 4.2). */
const NOISE_BELOW = 0.5;

/**
 * Paints one picture through the stages. Noise comes from (seed, index, stage) alone: the same settings give the same picture, whatever was painted
 * before or beside it. @returns planes from -1 to 1 of the last stage's size @throws DomainError 'cancelled'
 */
export async function paint(stages: readonly StagePainter[], settings: PaintSettings, options: PaintOptions = {}): Promise<Float32Array> {
  let below: Float32Array | null = null;
  for (const [place, painter] of stages.entries()) below = await paintStage(painter, place, below, settings, options);
  return below!;
}

async function paintStage(
  painter: StagePainter,
  place: number,
  below: Float32Array | null,
  settings: PaintSettings,
  { signal, onStep }: PaintOptions,
): Promise<Float32Array> {
  const { stage } = painter;
  const {
    caption,
    negative = emptyCaption,
    seed,
    index,
    guidance,
    guidanceInterval = [0, Number.POSITIVE_INFINITY],
    sampler,
    spacing,
  } = settings;
  const rng = createRng(seed, 'paint').fork(index).fork(`${stage.width}x${stage.height}`);
  const size = CHANNELS * stage.width * stage.height;
  const steps = place === 0 ? settings.steps : Math.max(1, Math.ceil(settings.steps * STEPS_ABOVE));
  const sigmas = noiseLevels(steps, spacing);
  const draw = (): Float32Array => Float32Array.from({ length: size }, () => rng.normal());
  const x = draw();
  for (let i = 0; i < size; i++) x[i]! *= sigmas[0] ?? SIGMA_MAX;
  const noise = NOISE_BELOW;
  const base = below === null ? null : enlarged(below, stage, noise * stage.mostNoiseBelow, () => rng.normal());
  const finished = (picture: Float32Array): Float32Array =>
    picture.map((value, i) => Math.max(-1, Math.min(1, value * stage.scale + (base === null ? 0 : base[i]!))));

  const sampled = await samplers[sampler](
    (noisy, sigma) => {
      throwIfCancelled(signal);
      const isGuided = sigma >= guidanceInterval[0] && sigma <= guidanceInterval[1];
      // Above the first stage the picture below says what to paint; guidance there only sharpens.
      const weight = isGuided && place === 0 ? guidance : 1;
      return painter.denoise({
        x: noisy,
        sigma,
        caption,
        negative,
        guidance: weight,
        ...(base === null ? {} : { below: { picture: base, noise } }),
      });
    },
    x,
    {
      sigmas,
      freshNoise: draw,
      onStep: async (step, denoised) => onStep?.({ stage: place, step, steps, preview: finished(denoised) }),
    },
  );
  return finished(sampled);
}
