import { join } from 'node:path';
import { createRng } from '../../../src-main/core/base/rng.ts';
import { openPersonStore } from '../../../src-main/core/storage/personStore.ts';
import { newRun } from '../../../src-main/services/lab/experimentFile.ts';
import { openTestApplication } from '../../helpers/testApplication.ts';
import { writeLabData } from '../../helpers/labData.ts';
import { done } from '../../helpers/jobEnds.ts';
import type { Benchmark } from '../benchmark.ts';

const RUNS = 1_000;
const METRICS = ['ndcg@10', 'recall@10', 'precision@10', 'hr@10', 'map@10', 'mrr@10', 'coverage@10', 'novelty@10', 'rmse', 'mae', 'fitMs'];

export const labRuns: Benchmark = {
  name: 'lab-runs-1000',
  what: 'one page of 200 of 1,000 runs with 11 figures each, sorted by a figure and filtered, over the contract',
  async run({ folder }) {
    const dataDir = join(folder, 'data');
    const app = await openTestApplication({ dataDir });
    const person = openPersonStore(dataDir, { clock: Date.now });
    const rng = createRng(1, 'runs');
    try {
      for (let at = 0; at < RUNS; at++) {
        const experiment = {
          format: 'marquee-experiment-1',
          dataset: { name: at % 3 === 0 ? 'ml-1m' : 'ml-latest-small', sha256: String(at % 3).repeat(64) },
          protocol: 'rows-80-20',
          model: (['als', 'ease', 'ials', 'bias'] as const)[at % 4]!,
          hyperparameters: { factors: 8 + (at % 120), regularization: 0.01 + rng.uniform() },
          seeds: [1, 2, 3, 4, 5],
          device: 'cpu',
          label: '',
          result: null,
        } as const;
        const run = newRun({ ...experiment, seeds: [...experiment.seeds] }, { runId: `run-${at}`, processId: null, now: at });
        person.labRuns.add({ ...run, state: 'done', finishedAt: at + 1, elapsedMs: 10_000 * rng.uniform() });
        const figures = METRICS.map((metric) => {
          const perSeed = Array.from({ length: 5 }, () => rng.uniform());
          return [metric, { mean: perSeed[0]!, ci95: [perSeed[1]!, perSeed[2]!] as const, perSeed }] as const;
        });
        person.labRuns.setFigures(run.runId, Object.fromEntries(figures));
      }
      const samplesMs: number[] = [];
      for (let repeat = 0; repeat < 40; repeat++) {
        const start = performance.now();
        const sort = `metric:${METRICS[repeat % METRICS.length]!}`;
        await app.client.runs.list({ sort, dataset: 'ml-latest-small', limit: 200, offset: 100 * (repeat % 4) });
        samplesMs.push(performance.now() - start);
      }
      return { samplesMs, flops: null, bytes: null };
    } finally {
      person.close();
      await app.close();
    }
  },
};

export const labMainLoop: Benchmark = {
  name: 'lab-main-loop',
  what: 'how late a timer of the main process comes while a model trains in the compute process and its curves are watched',
  async run({ folder }) {
    const app = await openTestApplication({ dataDir: join(folder, 'data') });
    const { client } = app;
    try {
      const files = writeLabData(join(folder, 'files'), { numUsers: 600, numFilms: 400, perUser: 100 });
      await done(client, (await client.datasets.import({ path: files, name: 'lab' })).jobId);
      const hyperparameters = { factors: 32, epochs: 60, batchSize: 1024 };
      const { runId, jobId } = await client.experiments.start({
        dataset: 'lab',
        protocol: 'user-80-20',
        model: 'sgd-mf',
        hyperparameters,
        seeds: [1],
        device: 'cpu',
      });
      const watched = (async () => {
        for await (const event of await client.runs.watch({ runId })) if (event.type === 'run' && event.run.state === 'done') return;
      })();
      const samplesMs: number[] = [];
      let before = performance.now();
      const timer = setInterval(() => {
        const now = performance.now();
        samplesMs.push(Math.max(0, now - before - 10));
        before = now;
      }, 10);
      await done(client, jobId);
      clearInterval(timer);
      await watched;
      return { samplesMs, flops: null, bytes: null };
    } finally {
      await app.close();
    }
  },
};
