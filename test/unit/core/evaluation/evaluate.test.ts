import { describe, expect, it } from 'vitest';
import { silentLogger } from '../../../../src-main/core/base/logger.ts';
import { ignoreProgress } from '../../../../src-main/core/base/progress.ts';
import { createRuntime } from '../../../../src-main/core/engine/createRuntime.ts';
import { type EvaluateOptions, evaluate } from '../../../../src-main/core/evaluation/evaluate.ts';
import type { ExportFileName, ExportSink } from '../../../../src-main/core/evaluation/exports.ts';
import { protocolNames, splitProtocols } from '../../../../src-main/core/evaluation/protocols.ts';
import { ndcgAtK } from '../../../../src-main/core/evaluation/rankingMetrics.ts';
import { twoTastes } from '../../../helpers/twoTastes.ts';

const dataset = twoTastes({ numUsers: 60, numItems: 50 });

async function run(options: Partial<EvaluateOptions>, signal?: { aborted: boolean }) {
  const runtime = await createRuntime('cpu', { threads: 1 });
  try {
    let now = 0;
    const context = { runtime, clock: () => now++, logger: silentLogger, reportProgress: ignoreProgress, signal };
    return await evaluate({ protocol: 'rows-80-20', data: { dataset }, models: ['popularity', 'bias'], seeds: 2, ...options }, context);
  } finally {
    await runtime.dispose();
  }
}

function collect(): ExportSink & { readonly files: Record<ExportFileName, string> } {
  const files = { 'split.csv': '', 'predictions.csv': '', 'lists.csv': '', 'people.csv': '' };
  return { files, append: (file, lines) => void (files[file] += lines) };
}

const table = (csv: string) => {
  const [header, ...lines] = csv.trimEnd().split('\n');
  return { header, rows: lines.map((line) => line.split(',')) };
};

describe('evaluate', () => {
  it('answers with the one shape: metrics with mean, interval and each seed', async () => {
    const report = await run({});
    expect(Object.keys(report)).toEqual(['protocol', 'data', 'seeds', 'models']);
    expect(report).toMatchObject({ protocol: 'rows-80-20', data: { name: dataset.name, sha256: dataset.sha256 }, seeds: 2 });
    expect(Object.keys(report.models)).toEqual(['popularity', 'bias']);
    const ranking = [
      'precision@10',
      'recall@10',
      'f1@10',
      'f1OfMeans@10',
      'ndcg@10',
      'hr@10',
      'map@10',
      'mrr@10',
      'auc',
      'coverage@10',
      'novelty@10',
      'fitMs',
    ];
    expect(Object.keys(report.models['popularity']!).sort()).toEqual([...ranking].sort());
    expect(Object.keys(report.models['bias']!).sort()).toEqual([...ranking, 'rmse', 'mae', 'intervalCoverage'].sort());
    for (const metrics of Object.values(report.models)) {
      for (const { mean, ci95, perSeed } of Object.values(metrics)) {
        expect(perSeed).toHaveLength(2);
        expect(mean).toBeCloseTo((perSeed[0]! + perSeed[1]!) / 2, 12);
        expect(ci95![0]).toBeLessThanOrEqual(mean);
      }
    }
    expect((await run({ seeds: 1 })).models['bias']!['rmse']!.ci95).toBeNull();
  });

  it('names the split of each seed by its hash, the same for every model and run', async () => {
    const hashes = (await run({})).data.splits;
    expect(Object.keys(hashes)).toEqual(['1', '2']);
    expect(hashes['1']).toMatch(/^[0-9a-f]{64}$/);
    expect(hashes['2']).not.toBe(hashes['1']);
    expect((await run({ models: ['random'] })).data.splits).toEqual(hashes);
    expect((await run({ protocol: 'cold-users', models: ['popularity'], seeds: 1 })).data.splits['1']).toMatch(/^[0-9a-f]{64}$/);
  });

  it('reports groups of people where they are asked for', async () => {
    const { groups } = await run({ groups: true });
    const women = groups!['bias']!.find(({ by, group }) => by === 'gender' && group === 'F')!;
    expect(women.people).toBe(30);
    expect(Object.keys(women.metrics)).toEqual(expect.arrayContaining(['userRmse', 'ndcg@10']));
    expect(await run({})).not.toHaveProperty('groups');
  });

  it('gives the same figures again', async () => {
    const without = (report: Awaited<ReturnType<typeof run>>) =>
      JSON.stringify(report.models, (key, value: unknown) => (key === 'fitMs' ? 0 : value));
    expect(without(await run({ models: ['als'] }))).toBe(without(await run({ models: ['als'] })));
  });

  for (const protocol of protocolNames.filter((name) => name !== 'files')) {
    it(`runs ${protocol} for every kind of model`, { timeout: 120_000 }, async () => {
      const { models } = await run({ protocol, models: ['popularity', 'bias', 'item-knn'], seeds: 1 });
      const keys = Object.keys(models['item-knn']!);
      expect(keys).toContain('fitMs');
      expect(keys.length).toBeGreaterThan(1);
      for (const metrics of Object.values(models)) for (const { mean } of Object.values(metrics)) expect(Number.isFinite(mean)).toBe(true);
      if (protocol in splitProtocols && !splitProtocols[protocol as keyof typeof splitProtocols].ratings)
        expect(keys).not.toContain('rmse');
      if (protocol === 'user-80-20')
        expect(keys).toEqual(expect.arrayContaining(['recall@20', 'recall@300', 'recall@20:trainLeftIn', 'recall@300:trainLeftIn']));
      if (protocol === 'cold-items') expect(keys).toEqual(expect.arrayContaining(['ndcg@20:heldOut', 'ndcg@20:all']));
      if (protocol === 'cold-users')
        expect(keys).toEqual(
          expect.arrayContaining(['rmse:shown0', 'rmse:shown15', 'rmse:answered15', 'ndcg@10:shown15', 'rmse:shown15:popular']),
        );
    });
  }

  it('takes given files, and counts test films that training never saw', async () => {
    const other = twoTastes({ numUsers: 30, numItems: 60, seed: 11 });
    const report = await run({ protocol: 'files', data: { train: dataset, test: other }, models: ['bias'], seeds: 1 });
    expect(report.data).toMatchObject({ train: { sha256: dataset.sha256 }, test: { sha256: other.sha256 } });
    expect(report.models['bias']!['rmse']!.mean).toBeGreaterThan(0);
  });

  it('exports what its figures can be recomputed from', async () => {
    const sink = collect();
    const report = await run({ models: ['bias'], seeds: 1, exportTo: sink });
    const split = table(sink.files['split.csv']);
    const predictions = table(sink.files['predictions.csv']);
    const lists = table(sink.files['lists.csv']);
    expect([split.header, predictions.header, lists.header]).toEqual([
      'seed,part,userId,movieId,rating,timestamp',
      'seed,model,userId,movieId,rating,prediction',
      'seed,model,ranking,userId,rank,movieId,score',
    ]);
    expect(split.rows).toHaveLength(dataset.interactions.ratings.length);
    const errors = predictions.rows.map(([, , , , rating, prediction]) => (Number(prediction) - Number(rating)) ** 2);
    expect(Math.sqrt(errors.reduce((sum, error) => sum + error, 0) / errors.length)).toBeCloseTo(report.models['bias']!['rmse']!.mean, 5);
    // NDCG@10 from the lists and the test rows, by original ids.
    const tested = new Map<string, Set<string>>();
    for (const [, part, user, film] of split.rows) if (part === 'test') tested.set(user!, (tested.get(user!) ?? new Set()).add(film!));
    const values = [...tested].map(([user, relevant]) => {
      const films = lists.rows.filter((row) => row[3] === user).map((row) => Number(row[5]));
      const isRelevant = new Uint8Array(2000);
      for (const film of relevant) isRelevant[Number(film)] = 1;
      return ndcgAtK({ list: Int32Array.from(films), isRelevant, numRelevant: relevant.size }, 10);
    });
    expect(values.reduce((sum, value) => sum + value, 0) / values.length).toBeCloseTo(report.models['bias']!['ndcg@10']!.mean, 9);
    // The people's own values have the reported mean.
    const people = table(sink.files['people.csv']);
    expect(people.header).toBe('seed,model,userId,metric,value');
    const own = people.rows.filter(([, , , metric]) => metric === 'ndcg@10').map((row) => Number(row[4]));
    expect(own.reduce((sum, value) => sum + value, 0) / own.length).toBeCloseTo(report.models['bias']!['ndcg@10']!.mean, 9);
    // Nothing that was trained on is recommended.
    const trained = new Set(split.rows.filter((row) => row[1] === 'train').map((row) => `${row[2]} ${row[3]}`));
    expect(lists.rows.some((row) => trained.has(`${row[3]} ${row[5]}`))).toBe(false);
  });

  it('tunes on validation rows and keeps the preset when nothing beats it', async () => {
    const { models } = await run({ models: ['bias'], seeds: 1, tune: 4 });
    expect(models['bias']!['rmse']!.mean).toBeLessThan(1.2);
  });

  it('refuses what makes no sense, and stops when asked', async () => {
    await expect(run({ models: [] })).rejects.toMatchObject({ code: 'invalid-input' });
    await expect(run({ seeds: 0 })).rejects.toMatchObject({ code: 'invalid-input' });
    await expect(run({ protocol: 'files' })).rejects.toMatchObject({ code: 'invalid-input' });
    await expect(run({ data: { train: dataset, test: dataset } })).rejects.toMatchObject({ code: 'invalid-input' });
    await expect(run({}, { aborted: true })).rejects.toMatchObject({ code: 'cancelled' });
  });
});
