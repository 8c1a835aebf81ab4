import { type CancelSignal, throwIfCancelled } from '../base/progress.ts';
import { createRng } from '../base/rng.ts';
import { type Caption, emptyCaption } from './data/captions.ts';
import { CHANNELS } from './denoiser.ts';
import { noiseLevels, SIGMA_MAX, type Spacing, timeOf } from './noiseSchedule.ts';
import type { StagePainter } from './painter.ts';
import { samplers, type SamplerName } from './samplers/index.ts';
import { enlarged, withNoise } from './stageData.ts';
import { startSigma, startTarget, type StartPicture, stepsFrom } from './startPicture.ts';

/** Everything that a picture depends on, but for the weights. */
export interface PaintSettings {
  readonly caption: Caption;
  readonly negative?: Caption;
  readonly seed: number;
  /** Place in a series of the same seed. */
  readonly index: number;
  readonly steps: number;
  readonly guidance: number;
  /** Guidance acts between these shares of the way from noise, 0, to picture, 1 (Kynkäänniemi et al. 2024); all of it by default. */
  readonly guidanceInterval?: readonly [from: number, to: number];
  readonly sampler: SamplerName;
  readonly spacing?: Spacing;
  /** The picture to paint from; from nothing without it. */
  readonly start?: StartPicture;
}

export interface PaintProgress {
  /** Place of the stage, from 0. */
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

/** Steps of the stages, as shares of the first's: those above it have less to decide. */
const STEP_SHARES = [1, 0.4, 0.3] as const;
const LEAST_STEPS_ABOVE = 4;

/** Stages above the last that is listed do as that one. */
const ofPlace = <T>(values: readonly T[], place: number): T => values[Math.min(place, values.length - 1)]!;

/** Denoising steps of the stage at `place`. */
export function stepsOf({ steps, start }: Pick<PaintSettings, 'steps' | 'start'>, place: number): number {
  const whole = Math.min(steps, Math.max(LEAST_STEPS_ABOVE, Math.ceil(steps * ofPlace(STEP_SHARES, place))));
  return start === undefined ? Math.max(1, whole) : stepsFrom(start, whole);
}

/** Share of the training noise that a painted picture below gets, so that its flaws are painted over (Ho et al. 2022, section 4.2). */
const NOISE_BELOW = 0.5;

/**
 * Standard deviation of the noise that a stage paints with in n steps, at most 1. Less makes a stage calmer: fewer and likelier details, less of the grain
 * that a briefly trained stage takes for detail (truncation, Brock et al. 2019, section 3.1); few steps bring less grain by themselves. The second
 * needed it until it had learnt for longer; the third has a + b / n through what measured best at n = 4 and 6 (models/README.md).
 */
const TEMPERATURES: readonly ((steps: number) => number)[] = [() => 1, () => 1, (n) => Math.min(1, 0.71 + 0.6 / n)];

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
  const { caption, negative = emptyCaption, seed, index, guidance, guidanceInterval = [0, 1], sampler, spacing, start } = settings;
  const rng = createRng(seed, 'paint').fork(index).fork(`${stage.width}x${stage.height}`);
  const size = CHANNELS * stage.width * stage.height;
  const steps = stepsOf(settings, place);
  const sigmas = noiseLevels(steps, spacing, start === undefined ? SIGMA_MAX : startSigma(start));
  const temperature = ofPlace(TEMPERATURES, place)(stepsOf({ steps: settings.steps }, place));
  const draw = (): Float32Array => rng.normals(size).map((value) => temperature * value);
  const x = draw();
  for (let i = 0; i < size; i++) x[i]! *= sigmas[0] ?? SIGMA_MAX;
  const noise = NOISE_BELOW;
  const base = below === null ? null : enlarged(withNoise(below, noise * stage.mostNoiseBelow, rng), stage);
  if (start !== undefined) {
    // What the stage paints is the difference from its base, at unit variance.
    const target = startTarget(start, stage, below);
    for (let i = 0; i < size; i++) x[i]! += (target[i]! - (base === null ? 0 : base[i]!)) / stage.scale;
  }
  const finished = (picture: Float32Array): Float32Array =>
    picture.map((value, i) => Math.max(-1, Math.min(1, value * stage.scale + (base === null ? 0 : base[i]!))));

  // A guess outright is the end only of what was trained for it: above a distilled first stage the others take their steps as usual.
  const way = sampler === 'consistency' && place > 0 && !painter.isDistilled ? 'dpm++2m' : sampler;
  const sampled = await samplers[way](
    (noisy, sigma) => {
      throwIfCancelled(signal);
      const share = 1 - timeOf(sigma);
      const isGuided = share >= guidanceInterval[0] && share <= guidanceInterval[1];
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
