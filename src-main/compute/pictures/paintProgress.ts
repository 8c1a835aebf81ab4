import { type PaintProgress, type PaintSettings, stepsOf } from '../../core/diffusion/cascade.ts';
import { encodePng } from '../../core/diffusion/imageCodec.ts';
import type { StagePainter } from '../../core/diffusion/painter.ts';
import { toBytes } from '../../core/diffusion/resampling.ts';
import type { PictureContext } from './pictureMethods.ts';

export interface PaintProgressOptions {
  readonly stages: readonly StagePainter[];
  readonly settings: Pick<PaintSettings, 'steps' | 'start'>;
  /** Place of the first picture, and how many are painted. */
  readonly first: number;
  readonly count: number;
  readonly nowMs: () => number;
  readonly context: PictureContext;
}

const PREVIEW_EVERY_MS = 250;

/** Tells steps over all stages, the seconds that all pictures still take, and what the present one looks like. */
export function createPaintProgress({ stages, settings, first, count, nowMs, context }: PaintProgressOptions): {
  onStep(index: number, made: PaintProgress): Promise<void>;
} {
  const steps = stages.map((_, place) => stepsOf(settings, place));
  const pace = createPace(stages, steps);
  let steppedAt = nowMs();
  let previewedAt = Number.NEGATIVE_INFINITY;

  return {
    async onStep(index, { stage, step, preview }) {
      const now = nowMs();
      pace.measured(stage, now - steppedAt);
      const sum = (from: number, to: number): number => steps.slice(from, to).reduce((total, n) => total + n, 0);
      context.reportProgress({
        phase: `Painting picture ${index + 1} of ${first + count}`,
        done: sum(0, stage) + step,
        total: sum(0, steps.length),
        unit: 'steps',
        secondsLeft: pace.secondsLeft(stage, step, first + count - 1 - index),
      });
      if (context.reportPreview !== undefined && now - previewedAt >= PREVIEW_EVERY_MS) {
        previewedAt = now;
        const { width, height } = stages[stage]!.stage;
        const png = await encodePng({ width, height, pixels: toBytes({ width, height, data: preview }, (value) => (value + 1) * 127.5) });
        context.reportPreview({ index, width, height, pngBase64: Buffer.from(png).toString('base64') });
      }
      steppedAt = nowMs();
    },
  };
}

/**
 * Milliseconds of a step at each stage: the mean of those made; for a stage not yet reached, by the cells that its network works on. The first step of a
 * stage is left out: its graph is being prepared.
 */
function createPace(stages: readonly StagePainter[], steps: readonly number[]) {
  const made = stages.map(() => ({ ms: 0, steps: -1 }));
  const cells = (place: number): number => {
    const { width, height, network } = stages[place]!.stage;
    return (width * height) / network.patch ** 2;
  };
  const ofStep = (place: number): number => {
    const own = made[place]!;
    if (own.steps > 0) return own.ms / own.steps;
    return place === 0 ? 0 : (ofStep(place - 1) * cells(place)) / cells(place - 1);
  };
  return {
    measured(place: number, ms: number): void {
      const own = made[place]!;
      own.ms += own.steps < 0 ? 0 : ms;
      own.steps++;
    },
    /** null while nothing can be said. @param picturesAfter pictures after the present one, which has made `step` steps of stage `place` */
    secondsLeft(place: number, step: number, picturesAfter: number): number | null {
      if (made[0]!.steps <= 0) return null;
      const whole = steps.map((n, i) => n * ofStep(i));
      const above = whole.slice(place + 1).reduce((sum, ms) => sum + ms, 0);
      const ms = (steps[place]! - step) * ofStep(place) + above + picturesAfter * whole.reduce((sum, one) => sum + one, 0);
      return ms / 1000;
    },
  };
}
