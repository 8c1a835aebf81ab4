import { beforeAll, describe, expect, it } from 'vitest';
import { silentLogger } from '../../src-main/core/base/logger.ts';
import { ignoreProgress } from '../../src-main/core/base/progress.ts';
import type { Dataset } from '../../src-main/core/data/interactions.ts';
import { createRuntime } from '../../src-main/core/engine/createRuntime.ts';
import { evaluate } from '../../src-main/core/evaluation/evaluate.ts';
import type { ProtocolName } from '../../src-main/core/evaluation/protocols.ts';
import type { RecommenderName } from '../../src-main/core/recommenders/recommender.ts';
import { loadMovieLens } from '../helpers/movieLens.ts';
import { hasSharedData, needsSharedData } from '../helpers/sharedData.ts';

/**
 * One seed of the protocols on MovieLens 1M that are quick enough for every test run. The others, and the figures of record:
 *
 *     npm run -s evaluate -- --data ml-1m --protocol recbole-811 --model popularity,item-knn,ease,ials
 */
describe.skipIf(!hasSharedData)(`floors on ml-1m${needsSharedData}`, () => {
  let dataset: Dataset;
  beforeAll(async () => {
    dataset = await loadMovieLens('ml-1m');
  }, 120_000);

  async function figure(protocol: ProtocolName, model: RecommenderName, metric: string): Promise<number> {
    const runtime = await createRuntime('cpu', { threads: 2 });
    try {
      const context = { runtime, clock: () => performance.now(), logger: silentLogger, reportProgress: ignoreProgress };
      const { models } = await evaluate({ protocol, data: { dataset }, models: [model], seeds: 1 }, context);
      return models[model]?.[metric]?.mean ?? Number.NaN;
    } finally {
      await runtime.dispose();
    }
  }

  it('ease on recbole-811', { timeout: 300_000 }, async () => {
    expect(await figure('recbole-811', 'ease', 'ndcg@10')).toBeGreaterThan(0.283);
  });

  it('content knows films that nobody has rated, better by words and decade than by genre alone', { timeout: 300_000 }, async () => {
    const genres = await figure('cold-items', 'genre-cosine', 'ndcg@20:heldOut');
    expect(await figure('cold-items', 'content-knn', 'ndcg@20:heldOut')).toBeGreaterThan(genres);
    expect(genres).toBeGreaterThan(await figure('cold-items', 'popularity', 'ndcg@20:heldOut'));
  });
});
