import { expect, it } from 'vitest';
import type { PicturePreview } from '../../../src-main/compute/computeContract.ts';
import { createPaintProgress } from '../../../src-main/compute/pictures/paintProgress.ts';
import type { Progress } from '../../../src-main/core/base/progress.ts';
import type { StagePainter } from '../../../src-main/core/diffusion/painter.ts';

const stage = (width: number) => ({ stage: { width, height: 1.5 * width, network: { patch: 1 } } }) as StagePainter;

it('counts steps over all stages, tells the seconds of all pictures, and shows at most four previews a second', async () => {
  let now = 0;
  const told: Progress[] = [];
  const shown: PicturePreview[] = [];
  const progress = createPaintProgress({
    stages: [stage(4), stage(8)],
    settings: { steps: 4 },
    first: 0,
    count: 2,
    nowMs: () => now,
    context: {
      signal: new AbortController().signal,
      reportProgress: (one) => told.push(one),
      reportPreview: (one) => shown.push(one),
    },
  });
  const picture = async (index: number): Promise<void> => {
    for (const [place, steps, ms] of [
      [0, 4, 100],
      [1, 4, 400],
    ] as const) {
      for (let step = 1; step <= steps; step++) {
        // The first step of all takes long: it prepares the graph.
        now += told.length === 0 ? 5_000 : ms;
        const preview = new Float32Array(3 * 1.5 * (place === 0 ? 16 : 64));
        await progress.onStep(index, { stage: place, step, steps, preview });
      }
    }
  };
  await picture(0);
  expect(told.map(({ done, total }) => `${done} of ${total}`)).toEqual([1, 2, 3, 4, 5, 6, 7, 8].map((n) => `${n} of 8`));
  expect(told[0]).toMatchObject({ phase: 'Painting picture 1 of 2', unit: 'steps', secondsLeft: null });
  // Two steps more at 0.1 s, four above with four times the pixels, and the second picture.
  expect(told[1]!.secondsLeft).toBeCloseTo(0.2 + 1.6 + 0.4 + 1.6, 6);
  await picture(1);
  expect(told.at(-1)).toMatchObject({ phase: 'Painting picture 2 of 2', done: 8, secondsLeft: 0 });
  expect(shown.length).toBeGreaterThan(3);
  expect(shown.length).toBeLessThan(told.length);
  expect([...new Set(shown.map(({ index, width, height }) => `${index} ${width}x${height}`))]).toEqual([
    '0 4x6',
    '0 8x12',
    '1 4x6',
    '1 8x12',
  ]);
});
