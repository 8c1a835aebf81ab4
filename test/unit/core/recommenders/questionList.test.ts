import { describe, expect, it } from 'vitest';
import { createRng } from '../../../../src-main/core/base/rng.ts';
import { userItemMatrix } from '../../../../src-main/core/data/csrMatrix.ts';
import { popularityDefinition } from '../../../../src-main/core/recommenders/popularity.ts';
import { questionList } from '../../../../src-main/core/recommenders/questionList.ts';
import { trainingDataOf } from '../../../../src-main/core/recommenders/trainingData.ts';
import { quietContext } from '../../../helpers/fitting.ts';
import { twoTastes } from '../../../helpers/twoTastes.ts';

/**
 * Everybody is mild or strict by one star and a half and has rated 30 films so, but for the ten best known ones (0 to 9), which they rate by throwing a die:
 * only the others tell who is strict.
 */
function mildAndStrict() {
  const rng = createRng(3);
  const rows: { user: number; item: number; rating: number }[] = [];
  for (let user = 0; user < 120; user++)
    for (let item = 0; item < 40; item++)
      if (item < 10 || rng.uniform() < 0.6)
        rows.push({ user, item, rating: item < 10 ? 1 + rng.integer(5) : 3 + (user % 2 === 0 ? 1.5 : -1.5) + (rng.uniform() - 0.5) });
  const column = (of: (row: (typeof rows)[number]) => number) => rows.map(of);
  return userItemMatrix(
    {
      userIndices: Int32Array.from(column(({ user }) => user)),
      itemIndices: Int32Array.from(column(({ item }) => item)),
      ratings: Float32Array.from(column(({ rating }) => rating)),
      timestamps: new Float64Array(rows.length),
    },
    120,
    40,
  );
}

describe('the list of questions', () => {
  it('begins with films whose ratings tell how somebody rates, not with the best known', () => {
    const questions = Array.from(questionList(mildAndStrict(), createRng(1), 40));
    expect(new Set(questions).size).toBe(40);
    expect(questions.slice(0, 10).every((item) => item >= 10)).toBe(true);
  });

  it('is the same again, ends with the films, and is empty where there are none', () => {
    const matrix = mildAndStrict();
    expect(questionList(matrix, createRng(1))).toEqual(questionList(matrix, createRng(1)));
    expect(questionList(matrix, createRng(1), 500)).toHaveLength(40);
    const nothing = {
      userIndices: new Int32Array(0),
      itemIndices: new Int32Array(0),
      ratings: new Float32Array(0),
      timestamps: new Float64Array(0),
    };
    expect(questionList(userItemMatrix(nothing, 0, 0), createRng(1))).toHaveLength(0);
  });

  it('is kept by popularity, and missed by its models of before', async () => {
    const model = await popularityDefinition.fit(trainingDataOf(twoTastes()), {}, quietContext());
    const { histogram, questions } = model.tensors();
    expect(questions!.data).toHaveLength(30);
    expect(popularityDefinition.load(model.numItems, {}, { histogram: histogram! }).tensors()['questions']!.data).toHaveLength(0);
  });
});
