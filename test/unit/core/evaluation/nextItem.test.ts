import { expect, it } from 'vitest';
import { silentLogger } from '../../../../src-main/core/base/logger.ts';
import { ignoreProgress } from '../../../../src-main/core/base/progress.ts';
import { roundOf } from '../../../../src-main/core/evaluation/evaluate.ts';
import { fitAndMeasure } from '../../../../src-main/core/evaluation/round.ts';
import { popularityDefinition } from '../../../../src-main/core/recommenders/popularity.ts';
import type { Person, RecommenderDefinition } from '../../../../src-main/core/recommenders/recommender.ts';
import { quietContext } from '../../../helpers/fitting.ts';
import { twoTastes } from '../../../helpers/twoTastes.ts';

it('next-item asks with all but the last rating, of somebody trained with one less', async () => {
  const dataset = twoTastes();
  const asked: Person[] = [];
  let trained = 0;
  const definition: RecommenderDefinition = {
    ...popularityDefinition,
    async fit(data, hyperparameters, context) {
      trained = data.matrix.values.length;
      const fitted = await popularityDefinition.fit(data, hyperparameters, context);
      return {
        ...fitted,
        foldIn(person) {
          asked.push(person);
          return fitted.foldIn(person);
        },
      };
    },
  };
  const context = { runtime: quietContext().runtime, clock: () => 0, logger: silentLogger, reportProgress: ignoreProgress };
  await fitAndMeasure(definition, {}, roundOf('next-item', { dataset }, 1), context);
  const numRatings = dataset.interactions.ratings.length;
  expect(asked).toHaveLength(dataset.users.size);
  expect(trained).toBe(numRatings - 2 * dataset.users.size);
  expect(asked.reduce((sum, { ratings }) => sum + ratings.length, 0)).toBe(numRatings - dataset.users.size);
  expect(asked.every(({ userIndex }) => userIndex === null)).toBe(true);
});
