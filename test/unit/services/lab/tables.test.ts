import { parquetReadObjects } from 'hyparquet';
import { describe, expect, it } from 'vitest';
import type { AnsweredSurvey } from '../../../../src-main/contract/survey.ts';
import { summarizeSurveys } from '../../../../src-main/services/lab/surveySummary.ts';
import { type Table, toCsv, toLatex, toParquet } from '../../../../src-main/services/lab/tables.ts';

const table: Table = {
  columns: [
    { name: 'name', type: 'text' },
    { name: 'ndcg@10', type: 'number' },
    { name: 'user_id', type: 'integer' },
  ],
  rows: [
    ['=SUM(A1), "quoted"', 0.123456789012, 7],
    [null, null, null],
    ['50 % of a_b & c\\d', 1e-7, 900_000_000_001],
  ],
};

describe('tables', () => {
  it('are CSV that no spreadsheet takes for a formula, numbers in full', () => {
    expect(toCsv(table).split('\r\n')).toEqual([
      'name,ndcg@10,user_id',
      `"'=SUM(A1), ""quoted""",0.123456789012,7`,
      ',,',
      '50 % of a_b & c\\d,1e-7,900000000001',
      '',
    ]);
  });

  it('are Parquet that a reader gives back with its types', async () => {
    const bytes = toParquet(table);
    const file = bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength) as ArrayBuffer;
    expect(await parquetReadObjects({ file })).toEqual([
      { name: '=SUM(A1), "quoted"', 'ndcg@10': 0.123456789012, user_id: 7n },
      { name: null, 'ndcg@10': null, user_id: null },
      { name: '50 % of a_b & c\\d', 'ndcg@10': 1e-7, user_id: 900_000_000_001n },
    ]);
  });

  it('are LaTeX whose signs are escaped', () => {
    const latex = toLatex(table, 'A & B');
    expect(latex).toContain('\\caption{A \\& B}');
    expect(latex).toContain('name & ndcg@10 & user\\_id \\\\');
    expect(latex).toContain('50 \\% of a\\_b \\& c\\textbackslash{}d & 0.0000 & 900000000001 \\\\');
    expect(latex).toContain('-- & -- & -- \\\\');
  });
});

describe('surveys', () => {
  const list = (relevance: number) => ({ relevance, novelty: 3, trust: 3 });
  const survey = (at: number, leftModel: string, left: number, right: number, preferred: AnsweredSurvey['preferred']): AnsweredSurvey => ({
    surveyId: `s${at}`,
    profileName: 'Ada',
    createdAt: at,
    answeredAt: at,
    leftModel,
    rightModel: leftModel === 'als' ? 'ease' : 'als',
    left: list(left),
    right: list(right),
    preferred,
    comment: '',
  });

  it('are summed up by model, whichever side it stood on', () => {
    const met = [survey(1, 'als', 5, 2, 'left'), survey(2, 'ease', 1, 4, 'right'), survey(3, 'ease', 3, 3, 'neither')];
    const { answered, pairs } = summarizeSurveys(met);
    expect([answered, pairs.length]).toEqual([3, 1]);
    expect(pairs[0]).toMatchObject({ a: 'als', b: 'ease', answered: 3, prefersA: 2, prefersB: 0, prefersNeither: 1, shareA: { mean: 1 } });
    const relevance = pairs[0]!.aspects.find(({ aspect }) => aspect === 'relevance')!;
    expect(relevance.a.mean).toBe(4);
    expect(relevance.b.mean).toBe(2);
    // Differences 3, 3, 0: mean 2, standard error 1, t(2) = 4.303.
    expect(relevance.difference.mean).toBe(2);
    expect(relevance.difference.ci95![0]).toBeCloseTo(2 - 4.303, 3);
    expect(summarizeSurveys([])).toEqual({ answered: 0, pairs: [] });
    expect(summarizeSurveys([met[2]!]).pairs[0]!.shareA).toBeNull();
  });
});
