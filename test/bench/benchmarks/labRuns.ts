import { join } from 'node:path';
import { openTestApplication } from '../../helpers/testApplication.ts';
import { writeLabData } from '../../helpers/labData.ts';
import { writeManyRuns } from '../../helpers/manyRuns.ts';
import { done } from '../../helpers/jobEnds.ts';
import type { Benchmark } from '../benchmark.ts';

const RUNS = 1_000;

export const labRuns: Benchmark = {
  name: 'lab-runs-1000',
  what: 'one page of 200 of 1,000 runs with 11 figures each, sorted by a figure and filtered, over the contract',
  async run({ folder }) {
    const dataDir = join(folder, 'data');
    const app = await openTestApplication({ dataDir });
    const { metrics } = writeManyRuns(dataDir, { count: RUNS, points: 0, until: Date.now() });
    try {
      const samplesMs: number[] = [];
      for (let repeat = 0; repeat < 40; repeat++) {
        const start = performance.now();
        const sort = `metric:${metrics[repeat % metrics.length]!}`;
        await app.client.runs.list({ sort, dataset: 'ml-latest-small', limit: 200, offset: 100 * (repeat % 4) });
        samplesMs.push(performance.now() - start);
      }
      return { samplesMs, flops: null, bytes: null };
    } finally {
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
