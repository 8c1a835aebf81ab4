import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { LabRun, LabRunQuery } from '../../../../src-main/core/storage/person/labRuns.ts';
import { openPersonStore, type PersonStore } from '../../../../src-main/core/storage/personStore.ts';

const dataDir = mkdtempSync(join(tmpdir(), 'marquee-lab-runs-'));
let store: PersonStore;

const run = (at: number, changes: Partial<LabRun> = {}): LabRun => ({
  runId: `run-${at}`,
  jobId: null,
  processId: null,
  state: 'done',
  label: '',
  note: '',
  model: at % 2 === 0 ? 'als' : 'ease',
  dataset: at < 3 ? 'ml-1m' : 'small',
  datasetSha256: '0'.repeat(64),
  protocol: at === 4 ? null : 'rows-80-20',
  experiment: { factors: at },
  createdAt: at,
  finishedAt: at + 1,
  elapsedMs: 100 - at,
  device: 'cpu',
  deviceNotice: null,
  versions: { node: '24' },
  modelId: null,
  error: null,
  ...changes,
});
const all: LabRunQuery = { models: [], states: [], text: '', sort: 'createdAt', descending: false, offset: 0, limit: 100 };
const ids = (query: Partial<LabRunQuery>): string[] => store.labRuns.list({ ...all, ...query }).runs.map(({ runId }) => runId.slice(4));

beforeAll(() => {
  store = openPersonStore(dataDir, { clock: Date.now });
  for (let at = 0; at < 6; at++) store.labRuns.add(run(at, at === 5 ? { label: "Ada's 100 % run_1", state: 'running' } : {}));
  [0.3, 0.1, 0.2].forEach((mean, at) =>
    store.labRuns.setFigures(`run-${at}`, { 'ndcg@10': { mean, ci95: [mean - 0.1, mean + 0.1], perSeed: [mean, mean] } }),
  );
  store.labRuns.setFigures('run-4', { rmse: { mean: 0.9, ci95: null, perSeed: [0.9] } });
});
afterAll(() => {
  store.close();
  rmSync(dataDir, { recursive: true, force: true });
});

describe('runs of the lab', () => {
  it('are sorted by columns and by figures, those without the figure last either way', () => {
    expect(ids({ sort: 'elapsedMs' })).toEqual(['5', '4', '3', '2', '1', '0']);
    expect(ids({ sort: 'metric:ndcg@10' })).toEqual(['1', '2', '0', '5', '4', '3']);
    expect(ids({ sort: 'metric:ndcg@10', descending: true })).toEqual(['0', '2', '1', '5', '4', '3']);
    expect(ids({ sort: "metric:x' OR 1=1 --" })).toHaveLength(6);
  });

  it('are filtered, counted and paged, with the figures that the filtered ones have', () => {
    expect(ids({ dataset: 'ML-1M' })).toEqual(['0', '1', '2']);
    expect(ids({ protocol: null })).toEqual(['4']);
    expect(ids({ models: ['ease'], states: ['done'] })).toEqual(['1', '3']);
    expect(ids({ text: 'ADA' })).toEqual(['5']);
    expect(ids({ text: '%' })).toEqual(['5']);
    const page = store.labRuns.list({ ...all, offset: 2, limit: 2 });
    expect([page.total, page.runs.map(({ runId }) => runId)]).toEqual([6, ['run-2', 'run-3']]);
    expect(store.labRuns.list({ ...all, dataset: 'small' }).metrics).toEqual(['rmse']);
    expect(store.labRuns.list(all).metrics).toEqual(['ndcg@10', 'rmse']);
  });

  it('keep what their seeds gave, and lose it with themselves', () => {
    const seeds = [2, 1].map((seed) => ({ seed, metrics: { rmse: seed / 3 }, splitSha256: null, hasPerUser: seed === 1 }));
    for (const seed of seeds) store.labRuns.addSeed('run-3', seed);
    expect(store.labRuns.seeds('run-3')).toEqual([seeds[1], seeds[0]]);
    store.labRuns.update('run-3', { note: 'kept', error: { code: 'x' } });
    expect(store.labRuns.get('run-3')).toEqual(run(3, { note: 'kept', error: { code: 'x' } }));
    store.labRuns.remove('run-3');
    expect([store.labRuns.get('run-3'), store.labRuns.seeds('run-3')]).toEqual([null, []]);
    expect(store.check()).toBe('ok');
  });
});

describe('the choice of models', () => {
  it('is taken back one by one', () => {
    const { activeModels } = store;
    activeModels.activate('app', 'ranking', 'a', 1);
    activeModels.activate('app', 'ranking', 'b', 2);
    activeModels.activate('lab', 'stars', 'a', 3);
    expect(activeModels.list()).toEqual([
      { dataset: 'app', role: 'ranking', modelId: 'b', since: 2, previous: 'a' },
      { dataset: 'lab', role: 'stars', modelId: 'a', since: 3, previous: null },
    ]);
    expect(activeModels.rollback('app', 'ranking')).toBe(true);
    activeModels.forget('a');
    expect([activeModels.list(), activeModels.rollback('app', 'ranking')]).toEqual([[], false]);
    for (const modelId of ['a', 'b']) activeModels.activate('app', 'stars', modelId, 4);
    activeModels.activate('app', 'ranking', 'c', 5);
    expect([activeModels.clear('app', 'stars'), activeModels.clear('app', 'stars')]).toEqual([true, false]);
    expect(activeModels.list()).toMatchObject([{ dataset: 'app', role: 'ranking', modelId: 'c' }]);
  });
});
