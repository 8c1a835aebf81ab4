import { describe, expect, it } from 'vitest';
import { silentLogger } from '../../../../src-main/core/base/logger.ts';
import type { Progress } from '../../../../src-main/core/base/progress.ts';
import type { Checkpoint } from '../../../../src-main/core/engine/checkpoint.ts';
import { createRuntime } from '../../../../src-main/core/engine/createRuntime.ts';
import { type ColdUsersMeasured, type MeasuredFold, measureColdUsers } from '../../../../src-main/core/evaluation/coldUsers.ts';
import type { TrainingReport } from '../../../../src-main/core/recommenders/recommender.ts';
import { recommenderDefinitions } from '../../../../src-main/core/recommenders/registry.ts';
import { twoTastes } from '../../../helpers/twoTastes.ts';

const dataset = twoTastes({ numUsers: 60, numItems: 50 });
const definition = recommenderDefinitions['sgd-mf'];
const settings = { ...definition.defaults, factors: 4, epochs: 12, batchSize: 128 };

/** What is on disk: it outlives a measurement that is stopped. */
interface Kept {
  readonly folds: MeasuredFold[];
  checkpoint: Checkpoint | null;
  readonly reports: TrainingReport[];
}
const nothing = (): Kept => ({ folds: [], checkpoint: null, reports: [] });

async function measured(kept: Kept, stopAfter = Number.POSITIVE_INFINITY, progress: Progress[] = []): Promise<ColdUsersMeasured> {
  const runtime = await createRuntime('cpu', { threads: 1 });
  const signal = { aborted: false };
  let heard = 0;
  try {
    const context = {
      runtime,
      clock: () => 0,
      logger: silentLogger,
      signal,
      reportProgress: (told: Progress) => void progress.push(told),
      watch: {
        clock: () => 0,
        reportStep(report: TrainingReport) {
          kept.reports.push(report);
          if (++heard === stopAfter) signal.aborted = true;
        },
        reportProgress: (told: Progress) => void progress.push(told),
        checkpoints: {
          dataSha256: dataset.sha256,
          resumeFrom: kept.checkpoint,
          everySteps: 5,
          save: (checkpoint: Checkpoint) => void (kept.checkpoint = structuredClone(checkpoint)),
        },
      },
    };
    const keeper = {
      kept: () => JSON.parse(JSON.stringify(kept.folds)) as MeasuredFold[],
      keep: (fold: MeasuredFold) => void kept.folds.push(fold),
    };
    return await measureColdUsers(definition, settings, dataset, 1, context, { keeper, strategies: ['greedy-extend', 'popular'] });
  } finally {
    await runtime.dispose();
  }
}

describe('cold-users', { timeout: 60_000 }, () => {
  it('that were stopped in the third fold go on there, in the middle of its fit, and end in the same figures', async () => {
    const unbroken = nothing();
    const progress: Progress[] = [];
    const whole = await measured(unbroken, undefined, progress);
    const kept = nothing();
    await expect(measured(kept, 2 * settings.epochs + 7)).rejects.toMatchObject({ code: 'cancelled' });
    expect(kept.folds).toHaveLength(2);
    expect(kept.checkpoint!.step).toBeGreaterThan(kept.folds[0]!.steps + kept.folds[1]!.steps);
    const before = kept.reports.length;
    expect(await measured(kept)).toEqual(whole);
    // Everybody is a newcomer once, and the mean over people is the figure.
    const { metrics, people } = whole;
    expect([...people.userIds]).toEqual([...dataset.users.ids]);
    const own = people.metrics['ndcg@10:shown15']!;
    expect(own.reduce((sum, value) => sum + value, 0) / own.length).toBeCloseTo(metrics['ndcg@10:shown15']!, 12);
    // Seven epochs of the third fold were not made again, and the two folds before it not at all.
    expect(kept.reports.length - before).toBe(3 * settings.epochs - 7);
    expect(kept.reports).toEqual(unbroken.reports);
    // One curve over all folds.
    const epochs = unbroken.reports.map(({ epoch }) => epoch);
    expect(epochs).toEqual(Array.from({ length: 5 * settings.epochs }, (_, at) => at + 1));
    for (const { done, total } of progress) expect(done).toBeLessThanOrEqual(total!);
    expect(progress.at(-1)!.phase).toBe('Meeting newcomers, fold 5 of 5');
  });
});
