import { describe, expect, it } from 'vitest';
import { createRuntime } from '../../../../src-main/core/engine/createRuntime.ts';
import { easeTruncation } from '../../../../src-main/core/evaluation/easeTruncation.ts';
import { quietContext } from '../../../helpers/fitting.ts';
import { twoTastes } from '../../../helpers/twoTastes.ts';

describe('what truncation costs ease', () => {
  const dataset = twoTastes({ numUsers: 120, numItems: 60 });
  const measured = async (weightsPerItem: number) => {
    const runtime = await createRuntime('cpu', { threads: 1 });
    try {
      return await easeTruncation(dataset, { l2: 20, weightsPerItem }, { ...quietContext(), runtime });
    } finally {
      await runtime.dispose();
    }
  };

  it('is nothing where every weight is kept', async () => {
    const { 'ndcg@10:allWeights': all, 'ndcg@10:kept': kept } = await measured(59);
    expect(kept).toBe(all);
    expect(all).toBeGreaterThan(0.2);
  });

  it('is something where one weight a film is kept', async () => {
    const { 'ndcg@10:allWeights': all, 'ndcg@10:kept': kept } = await measured(1);
    expect(kept).toBeLessThan(all);
  });
});
