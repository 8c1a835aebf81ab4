import { describe, expect, it } from 'vitest';
import { silentLogger } from '../../../../src-main/core/base/logger.ts';
import { ignoreProgress } from '../../../../src-main/core/base/progress.ts';
import { compareModels } from '../../../../src-main/core/evaluation/compareModels.ts';
import type { RecommenderName } from '../../../../src-main/core/recommenders/recommender.ts';
import { quietContext } from '../../../helpers/fitting.ts';
import { twoTastes } from '../../../helpers/twoTastes.ts';

const compare = (models: RecommenderName[], metrics?: string[]) =>
  compareModels(
    { protocol: 'rows-80-20', data: { dataset: twoTastes() }, models, metrics, seeds: 2 },
    { runtime: quietContext().runtime, clock: () => 0, logger: silentLogger, reportProgress: ignoreProgress },
  );

describe('compareModels', () => {
  it('sees that knowing tastes beats counting heads', async () => {
    const { pairs, data, seeds } = await compare(['user-knn', 'popularity'], ['ndcg@10']);
    expect(pairs).toHaveLength(1);
    expect(pairs[0]).toMatchObject({ a: 'user-knn', b: 'popularity', people: 80 });
    expect(pairs[0]!.difference).toBeGreaterThan(0.1);
    expect(pairs[0]!.ci95[0]).toBeGreaterThan(0);
    expect(pairs[0]!.pHolm).toBeLessThan(1e-6);
    expect(seeds).toBe(2);
    expect(Object.keys(data.splits)).toEqual(['1', '2']);
  });

  it('compares errors in stars too, and every metric that all have when none is named', async () => {
    const { pairs } = await compare(['bias', 'user-knn']);
    expect(pairs.map(({ metric }) => metric)).toEqual(expect.arrayContaining(['userRmse', 'userMae', 'ndcg@10', 'recall@10']));
  });

  it('refuses a metric that is not measured per person, and a model alone', async () => {
    await expect(compare(['popularity', 'random'], ['coverage@10'])).rejects.toMatchObject({ code: 'invalid-input' });
    await expect(compare(['popularity'])).rejects.toMatchObject({ code: 'invalid-input' });
  });
});
