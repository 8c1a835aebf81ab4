import { describe, expect, it } from 'vitest';
import type { Comparison, CurvePoint, Pair, Run } from '../../../../src-main/contract/runs.ts';
import { movingMean } from '../../../../src-renderer/components/charts/movingMean.ts';
import { curvesOf } from '../../../../src-renderer/features/lab/curves.ts';
import { derivedName, NO_FILTER, readYear } from '../../../../src-renderer/features/lab/data/filter.ts';
import { isLessBetter, metricWords } from '../../../../src-renderer/features/lab/metricWords.ts';
import { columnsFor } from '../../../../src-renderer/features/lab/runs/columns.ts';
import { comparisonSentence } from '../../../../src-renderer/features/lab/runs/compareWords.ts';
import { distinctNames, whatDiffers } from '../../../../src-renderer/features/lab/runs/whatDiffers.ts';
import { picked } from '../../../../src-renderer/features/lab/runs/pick.ts';
import { spanWords } from '../../../../src-renderer/features/lab/time.ts';
import { rankCorrelation } from '../../../../src-renderer/features/lab/train/rankCorrelation.ts';
import { objectiveValue, objectiveWords, searchLine } from '../../../../src-renderer/features/lab/train/searchWords.ts';
import { readNumber, settingWords, valueWords } from '../../../../src-renderer/features/lab/train/settingWords.ts';

interface Given {
  readonly model?: Run['experiment']['model'];
  readonly settings?: Record<string, number | string | boolean>;
  readonly metrics?: Record<string, number>;
  readonly createdAt?: number;
}

const run = (runId: string, { model = 'als', settings = {}, metrics = {}, createdAt = 1 }: Given): Run => ({
  runId,
  jobId: null,
  label: '',
  experiment: {
    format: 'marquee-experiment-1',
    dataset: { name: 'small', sha256: 'a'.repeat(64) },
    protocol: 'rows-80-20',
    model,
    hyperparameters: settings,
    seeds: [1],
    device: 'cpu',
    label: '',
    result: null,
  },
  state: 'done',
  createdAt,
  finishedAt: createdAt,
  elapsedMs: 1,
  device: 'cpu',
  deviceNotice: null,
  seedsDone: 1,
  metrics: Object.fromEntries(Object.entries(metrics).map(([name, mean]) => [name, { mean, ci95: null, perSeed: [mean] }])),
  splits: {},
  versions: {},
  modelId: null,
  hasPerUser: true,
  canGoOn: false,
  note: '',
  error: null,
});

describe('words of the lab', () => {
  it('name metrics, settings and spans', () => {
    expect(['ndcg@10', 'recall@20:trainLeftIn', 'rmse:shown15', 'f1OfMeans@10'].map(metricWords)).toEqual([
      'NDCG@10',
      'Recall@20, training films left in',
      'RMSE, 15 shown',
      'F1 of means@10',
    ]);
    expect([metricWords('userRmse'), metricWords('userMae')]).toEqual(['RMSE per person', 'MAE per person']);
    expect(['rmse', 'rmse:shown15', 'userRmse', 'userMae', 'ndcg@10'].map(isLessBetter)).toEqual([true, true, true, true, false]);
    expect(['learningRate', 'l2', 'weightsPerItem'].map(settingWords)).toEqual(['Learning rate', 'L2', 'Weights per item']);
    expect([640, 48_400, 200_000, 7_500_000].map(spanWords)).toEqual(['0.6 s', '48 s', '3 min 20 s', '2 h 5 min']);
  });

  it('read what is typed, and say what is wrong with it', () => {
    const setting = {
      name: 'factors',
      preset: 32,
      meaning: '',
      choices: null,
      range: { kind: 'linear', min: 8, max: 64, integer: true },
    } as const;
    expect(readNumber('16', setting)).toBe(16);
    expect(readNumber('1,5', { ...setting, range: null })).toBe(1.5);
    expect(readNumber('1e-3', { ...setting, range: null })).toBe(0.001);
    expect(readNumber('1.5', setting)).toMatch(/whole number/);
    expect(readNumber('many', setting)).toMatch(/number is needed/);
    expect(readNumber('-1', { ...setting, name: 'saveEvery', range: null })).toMatch(/at least 0/);
    expect([readYear(''), readYear('1994'), readYear('94')]).toEqual([null, 1994, undefined]);
    expect(derivedName('small', { ...NO_FILTER, minRatingsPerFilm: 20, releasedFrom: 1990, genres: ['Sci-Fi'] })).toBe(
      'small-films20-of1990--scifi',
    );
  });
});

describe('the table of runs', () => {
  const runs = [
    run('a', { settings: { factors: 16, sweeps: 8 }, metrics: { 'ndcg@10': 0.3, rmse: 0.87 }, createdAt: 1 }),
    run('b', { settings: { factors: 32, sweeps: 8 }, metrics: { 'ndcg@10': 0.2, rmse: 0.86 }, createdAt: 3 }),
    run('c', { model: 'ease', settings: { l2: 200 }, metrics: { 'ndcg@10': 0.36 }, createdAt: 2 }),
  ];

  it('keeps of each model the run that is ahead by the sorted figure, or the newest', () => {
    const ids = (pick: 'all' | 'best' | 'last', sort: string): string[] => picked(runs, pick, sort).map(({ runId }) => runId);
    expect(ids('all', 'createdAt')).toEqual(['a', 'b', 'c']);
    expect(ids('best', 'metric:ndcg@10')).toEqual(['a', 'c']);
    expect(ids('best', 'metric:rmse')).toEqual(['b', 'c']);
    expect(ids('last', 'metric:ndcg@10')).toEqual(['b', 'c']);
  });

  it('leaves out what is alike everywhere, and puts the figures that matter first', () => {
    const ids = (onlyDifferences: boolean): string[] =>
      columnsFor(runs, ['rmse', 'auc', 'ndcg@10'], { onlyDifferences }).map(({ id }) => id);
    expect(ids(true)).toEqual([
      'state',
      'metric:ndcg@10',
      'metric:rmse',
      'metric:auc',
      'elapsedMs',
      'finishedAt',
      'setting:factors',
      'setting:l2',
      'setting:sweeps',
    ]);
    expect(columnsFor(runs.slice(0, 2), [], { onlyDifferences: true }).map(({ id }) => id)).not.toContain('setting:sweeps');
    expect(ids(false)).toEqual(expect.arrayContaining(['dataset', 'protocol', 'seeds']));
  });
});

describe('a comparison in words', () => {
  const names = new Map([
    ['a', 'EASE'],
    ['b', 'Two towers'],
  ]);
  const sentence = (metric: string, means: [number, number], pair: Partial<Pair>): string => {
    const base: Pair = { metric, a: 'a', b: 'b', difference: 0, ci95: [0, 0], relative: null, pWilcoxon: null, pHolm: null, people: 610 };
    const data: Comparison = {
      dataset: 'small',
      protocol: 'rows-80-20',
      metric,
      metrics: [metric],
      runs: ['a', 'b'].map((runId, at) => ({
        runId,
        label: '',
        model: 'ease',
        metrics: { [metric]: { mean: means[at]!, ci95: null, perSeed: [means[at]!] } },
      })),
      pairs: [{ ...base, ...pair }],
      groups: [],
      tradeOff: [],
    };
    return comparisonSentence(data, names);
  };

  it('says who is ahead where the interval leaves out zero', () => {
    expect(sentence('ndcg@10', [0.371, 0.358], { difference: 0.013, ci95: [0.006, 0.02], pHolm: 0.00001 })).toBe(
      'EASE is ahead by 0.013 NDCG@10. The paired 95 % interval over 610 people, 0.006 to 0.020, leaves out zero. Wilcoxon’s p after Holm is under 0.0001.',
    );
    // An error is better when small.
    expect(sentence('rmse', [0.9, 0.85], { difference: 0.05, ci95: [0.04, 0.06] })).toMatch(/^Two towers is ahead by 0\.050 RMSE/);
  });

  it('claims nothing where it holds zero', () => {
    expect(sentence('ndcg@10', [0.36, 0.358], { difference: 0.002, ci95: [-0.004, 0.008] })).toMatch(
      /^No difference can be shown with this data.*holds zero\.$/,
    );
  });
});

describe('curves', () => {
  const point = (step: number, loss: number | null, epoch: number | null = null): CurvePoint => ({
    seed: 1,
    step,
    epoch,
    totalSteps: 100,
    loss,
    validation: null,
    examplesPerSecond: null,
    elapsedMs: step,
    device: 'cpu',
  });

  it('run over epochs where epochs are told, and end where the fit will end', () => {
    const bySteps = curvesOf([point(10, 3), point(20, 2), point(30, null)]);
    expect(bySteps).toMatchObject({
      unit: 'step',
      end: 100,
      loss: [
        [10, 3],
        [20, 2],
      ],
    }); // prettier-ignore
    const byEpochs = curvesOf([point(10, 3, 1), point(20, 2, 2)]);
    expect(byEpochs).toMatchObject({ unit: 'epoch', end: 10 });
  });

  it('are smoothed by the mean of the values before', () => {
    expect(
      movingMean(
        [
          [1, 4],
          [2, 2],
          [3, 6],
          [4, 1],
        ],
        2,
      ),
    ).toEqual([
      [1, 4],
      [2, 3],
      [3, 4],
      [4, 3.5],
    ]); // prettier-ignore
  });
});

describe('a search', () => {
  it('correlates ranks by Spearman, ties sharing theirs', () => {
    expect(rankCorrelation([1, 2, 3, 4], [10, 20, 30, 400])).toBeCloseTo(1, 12);
    expect(rankCorrelation([1, 2, 3, 4], [4, 3, 2, 1])).toBeCloseTo(-1, 12);
    // 1 - 6 (1 + 1 + 0 + 1 + 1) / (5 * 24)
    expect(rankCorrelation([1, 2, 3, 4, 5], [2, 1, 3, 5, 4])).toBeCloseTo(0.8, 12);
    // Ranks 1, 2.5, 2.5, 4 against 1, 2, 3, 4.
    expect(rankCorrelation([1, 5, 5, 9], [1, 2, 3, 4])).toBeCloseTo(4.5 / Math.sqrt(4.5 * 5), 12);
    expect([rankCorrelation([1, 1, 1], [1, 2, 3]), rankCorrelation([1, 2], [1, 2])]).toEqual([null, null]);
  });

  it('says what it looks for in the words of the metrics, and drawn settings in four digits', () => {
    expect(['-rmse', 'ndcg@10', 'ndcg@10-rmse'].map(objectiveWords)).toEqual(['RMSE', 'NDCG@10', 'NDCG@10 less RMSE']);
    expect([objectiveValue('-rmse', -0.85), objectiveValue('ndcg@10', 0.3)]).toEqual([0.85, 0.3]);
    expect([0.123456789, 3.2186276375732765, 64, 0.000123456, true].map(valueWords)).toEqual(['0.1235', '3.219', '64', '1.235e-4', 'on']);
    const search = { numMeasured: 4, trials: 3, objective: '-rmse', state: 'done', best: { value: -0.8545 } } as Parameters<
      typeof searchLine
    >[0];
    expect(searchLine(search)).toBe('3 of 3 settings measured, RMSE 0.8545');
  });
});

describe('runs of one name', () => {
  const now = Date.UTC(2026, 10, 21, 20);

  it('are told apart by the settings in which they differ, by their places, or by their times', () => {
    const runs = [
      run('a', { model: 'sgd-mf', settings: { factors: 16, epochs: 6, rate: 0.01 } }),
      run('b', { model: 'sgd-mf', settings: { factors: 8, epochs: 4, rate: 0.01 } }),
      run('c', { model: 'popularity' }),
      run('d', { model: 'bias' }),
      { ...run('e', { model: 'bias' }), experiment: { ...run('e', { model: 'bias' }).experiment, protocol: null } },
    ];
    expect([...whatDiffers(runs, now)]).toEqual([
      ['a', 'factors 16, epochs 6'],
      ['b', 'factors 8, epochs 4'],
      ['d', 'small, rows-80-20'],
      ['e', 'small, all ratings'],
    ]);
    expect(distinctNames(runs, now).get('c')).toBe('Popularity');
    const twice = [run('x', { createdAt: Date.UTC(2026, 10, 20, 8) }), run('y', { createdAt: Date.UTC(2026, 10, 19, 8) })];
    expect(new Set(distinctNames(twice, now).values()).size).toBe(2);
  });
});
