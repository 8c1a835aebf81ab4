import { describe, expect, it } from 'vitest';
import { silentLogger } from '../../../../src-main/core/base/logger.ts';
import { ignoreProgress } from '../../../../src-main/core/base/progress.ts';
import { compareModels } from '../../../../src-main/core/evaluation/compareModels.ts';
import type { RecommenderName } from '../../../../src-main/core/recommenders/recommender.ts';
import { quietContext } from '../../../helpers/fitting.ts';
import { twoTastes } from '../../../helpers/twoTastes.ts';

const compare = (models: [RecommenderName, RecommenderName], metric = 'ndcg@10') =>
  compareModels(
    { protocol: 'rows-80-20', data: { dataset: twoTastes() }, models, metric, seed: 1 },
    { runtime: quietContext().runtime, clock: () => 0, logger: silentLogger, reportProgress: ignoreProgress },
  );

describe('compareModels', () => {
  it('sees that knowing tastes beats counting heads', async () => {
    const { difference, ci95 } = await compare(['user-knn', 'popularity']);
    expect(difference).toBeGreaterThan(0.1);
    expect(ci95[0]).toBeGreaterThan(0);
  });

  it('sees no difference between a model and itself', async () => {
    expect(await compare(['popularity', 'popularity'])).toMatchObject({ difference: 0, ci95: [0, 0] });
  });

  it('refuses a metric that is not measured per person', async () => {
    await expect(compare(['popularity', 'random'], 'coverage@10')).rejects.toMatchObject({ code: 'invalid-input' });
  });
});
