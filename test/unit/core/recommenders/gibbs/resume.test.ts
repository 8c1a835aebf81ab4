import { describe, expect, it } from 'vitest';
import { silentLogger } from '../../../../../src-main/core/base/logger.ts';
import { ignoreProgress } from '../../../../../src-main/core/base/progress.ts';
import { createRng } from '../../../../../src-main/core/base/rng.ts';
import { checkpointManifest, decodeCheckpoint, encodeCheckpoint, type Checkpoint } from '../../../../../src-main/core/engine/checkpoint.ts';
import { createRuntime } from '../../../../../src-main/core/engine/createRuntime.ts';
import { bayesMfDefinition } from '../../../../../src-main/core/recommenders/bayesMf/bayesMf.ts';
import { fmDefinition } from '../../../../../src-main/core/recommenders/fm/fm.ts';
import type { FitCheckpoints, FitContext, TrainingReport } from '../../../../../src-main/core/recommenders/recommender.ts';
import { trainingDataOf } from '../../../../../src-main/core/recommenders/trainingData.ts';
import { twoTastes } from '../../../../helpers/twoTastes.ts';

const data = trainingDataOf(twoTastes());
const settings = { factors: 3, samples: 47, burnIn: 15, keptSamples: 6 };

/** As a file would give it back. */
function throughBytes(checkpoint: Checkpoint): Checkpoint {
  const { manifest, parts } = encodeCheckpoint(checkpoint);
  const read = checkpointManifest.parse({ ...JSON.parse(JSON.stringify(manifest)), tensorsSha256: '' });
  return decodeCheckpoint(read, Buffer.concat(parts));
}

for (const definition of [bayesMfDefinition, fmDefinition])
  describe(`a chain of ${definition.name}`, () => {
    async function fit(checkpoints?: Partial<FitCheckpoints>, over: Partial<FitContext> = {}) {
      const runtime = await createRuntime('cpu', { threads: 1 });
      try {
        return await definition.fit(
          data,
          { ...definition.defaults, ...settings },
          {
            rng: createRng(1, 'fit'),
            runtime,
            logger: silentLogger,
            reportProgress: ignoreProgress,
            ...(checkpoints === undefined
              ? {}
              : { checkpoints: { dataSha256: 'a', resumeFrom: null, save: () => undefined, ...checkpoints } }),
            ...over,
          },
        );
      } finally {
        await runtime.dispose();
      }
    }

    it('resumed from any checkpoint ends in the same bits', async () => {
      const saved: Checkpoint[] = [];
      const whole = await fit({ save: (checkpoint) => void saved.push(checkpoint), everySteps: 1 });
      expect(saved.map(({ step }) => step)).toEqual([10, 20, 30, 40]);
      for (const checkpoint of [saved[0], saved[2], saved[3]])
        expect((await fit({ resumeFrom: throughBytes(checkpoint) })).tensors()).toEqual(whole.tensors());
    });

    it('saves when it is cancelled, and goes on from there', async () => {
      const saved: Checkpoint[] = [];
      const signal = { aborted: false };
      const reportStep = ({ step }: TrainingReport) => (signal.aborted = step === 26);
      await expect(fit({ save: (checkpoint) => void saved.push(checkpoint) }, { signal, reportStep })).rejects.toMatchObject({
        code: 'cancelled',
      });
      expect(saved.map(({ step }) => step)).toEqual([20]);
      expect((await fit({ resumeFrom: saved[0] })).tensors()).toEqual((await fit()).tensors());
    });

    it('refuses a checkpoint of other data or settings', async () => {
      const saved: Checkpoint[] = [];
      await fit({ save: (checkpoint) => void saved.push(checkpoint), everySteps: 40 });
      await expect(fit({ resumeFrom: saved[0], dataSha256: 'b' })).rejects.toMatchObject({ code: 'conflict' });
      const other = { ...saved[0], configuration: { ...saved[0].configuration, sweeps: 99 } };
      await expect(fit({ resumeFrom: other })).rejects.toMatchObject({ code: 'conflict' });
    });

    it('reports every sample, and what validation says of kept ones', async () => {
      const reports: TrainingReport[] = [];
      await fit(undefined, { reportStep: (report) => void reports.push(report), validate: (model) => model.numItems });
      expect(reports.map(({ step }) => step)).toEqual(Array.from({ length: 47 }, (_, i) => i + 1));
      expect(reports.filter(({ validation }) => validation === 40)).toHaveLength(6);
      expect(reports.at(-1)!.loss).toBeLessThan(reports[0].loss);
    });
  });
