import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Experiment } from '../../../../src-main/contract/experiments.ts';
import type { Explore } from '../../../../src-main/contract/explore.ts';
import type { Comparison, Run } from '../../../../src-main/contract/runs.ts';
import { testCli } from '../../../helpers/cli.ts';
import { repositoryRoot } from '../../../helpers/host.ts';
import { done } from '../../../helpers/jobEnds.ts';
import { writeLabData } from '../../../helpers/labData.ts';
import { openTestApplication } from '../../../helpers/testApplication.ts';

const folder = mkdtempSync(join(tmpdir(), 'marquee-lab-cli-'));
const dataDir = join(folder, 'data');

const { run, json } = testCli(() => dataDir);

beforeAll(async () => {
  await json('import', writeLabData(join(folder, 'lab')));
  await json('profile create', 'Ada');
  for (const film of ['1', '50', '296']) await json('rate', '--profile', 'Ada', '--film', film, '--stars', '4.5');
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe('the lab in the terminal', { timeout: 240_000 }, () => {
  const onLab = ['--data', 'lab', '--device', 'cpu'];
  let first: { runId: string };
  let second: { runId: string };

  it('measures by a protocol, keeps every run, and lists them sorted and filtered', async () => {
    const protocol = ['--protocol', 'rows-80-20', '--seed', '3'];
    first = await json('train', ...onLab, '--model', 'bias', ...protocol);
    second = await json('train', ...onLab, '--model', 'popularity', ...protocol);
    const saved = await json<{ runId: string; path: string }>('train', ...onLab, '--model', 'bias', '--set', 'sweeps=3');
    expect(existsSync(join(saved.path, 'manifest.json'))).toBe(true);
    const { runs, total } = await json<{ runs: Run[]; total: number }>('runs', '--sort', 'metric:ndcg@10');
    expect(total).toBe(3);
    expect(runs.map(({ runId }) => runId).at(-1)).toBe(saved.runId);
    const ndcg = runs.slice(0, 2).map(({ metrics }) => metrics['ndcg@10']!.mean);
    expect(ndcg).toEqual([...ndcg].sort((a, b) => b - a));
    const ofBias = await json<{ runs: Run[] }>('runs', '--model', 'bias', '--protocol', 'rows-80-20');
    expect(ofBias.runs.map(({ runId }) => runId)).toEqual([first.runId]);
    const shown = await json<Run>('runs show', first.runId.slice(0, 8));
    expect(shown).toMatchObject({ state: 'done', hasPerUser: true, device: 'cpu', experiment: { seeds: [3] } });
    expect(shown.splits['3']).toMatch(/^[0-9a-f]{64}$/);
    expect(Object.keys(shown.versions).sort()).toEqual(['marquee', 'node', 'onnxruntime']);
  });

  it('compares runs person by person, within groups, and writes tables', async () => {
    const comparison = await json<Comparison>('runs compare', first.runId, second.runId);
    expect(comparison.metric).toBe('ndcg@10');
    expect(comparison.pairs[0]).toMatchObject({ a: first.runId, b: second.runId, metric: 'ndcg@10' });
    // A person without a test row is no part of it.
    expect(comparison.pairs[0]!.people).toBeGreaterThan(110);
    expect(new Set(comparison.groups.map(({ by }) => by))).toEqual(new Set(['age', 'gender', 'activity']));
    expect(comparison.tradeOff.every(({ coverage, novelty }) => coverage !== null && novelty !== null)).toBe(true);
    for (const name of ['runs.csv', 'runs.tex', 'runs.parquet']) {
      const { sizeBytes } = await json<{ sizeBytes: number }>('runs export', '--to', join(folder, name));
      expect(sizeBytes).toBeGreaterThan(200);
    }
    expect(readFileSync(join(folder, 'runs.csv'), 'utf8').split('\r\n')).toHaveLength(5);
    expect((await run('runs', 'compare', first.runId, 'nothing')).code).toBe(1);
  });

  it('gives the same numbers from an experiment file as from the screen, and says so', async () => {
    const app = await openTestApplication({ dataDir, host: 'browser' });
    const { client } = app;
    const hyperparameters = { factors: 4, epochs: 2 };
    const started = await client.experiments.start({
      dataset: 'lab',
      protocol: 'recbole-811',
      model: 'sgd-mf',
      hyperparameters,
      seeds: [1, 2],
      device: 'cpu',
    });
    await done(client, started.jobId);
    const { text } = await client.experiments.file({ runId: started.runId });
    const onScreen = await client.runs.get({ runId: started.runId });
    await app.application.close();
    const file = join(folder, 'experiment.json');
    writeFileSync(file, text);
    const again = await json<Run & { different: string[] }>('run', file);
    expect(again.different).toEqual([]);
    expect(again.metrics['ndcg@10']).toEqual(onScreen.metrics['ndcg@10']);
    expect(again.splits).toEqual(onScreen.splits);

    const changed = JSON.parse(text) as Experiment;
    writeFileSync(file, JSON.stringify({ ...changed, hyperparameters: { ...changed.hyperparameters, factors: 6 } }));
    expect((await json<{ different: string[] }>('run', file)).different).toContain('ndcg@10');
    const hostile = [
      { ...changed, format: 'marquee-experiment-2' },
      { ...changed, model: 'oracle' },
      { ...changed, seeds: [1, 1] },
      { ...changed, extra: 1 },
    ];
    for (const wrong of hostile) {
      writeFileSync(file, JSON.stringify(wrong));
      expect((await run('run', file)).code).toBe(1);
    }
    writeFileSync(file, JSON.stringify({ ...changed, dataset: { name: 'lab', sha256: '0'.repeat(64) } }));
    const other = await run('run', file, '--json');
    expect(JSON.parse(other.out)).toMatchObject({ error: { code: 'conflict' } });
  });

  it('keeps what evaluate measured as runs, which their experiment files make again; nothing with --no-run, or where every seed has other settings', async () => {
    const before = await json<{ total: number }>('runs');
    const asked = ['--data', 'lab', '--protocol', 'rows-80-20', '--device', 'cpu', '--set', 'sweeps=3'];
    const report = await json<{ models: Record<string, Record<string, object>> }>(
      'evaluate',
      ...asked,
      '--model',
      'bias,popularity',
      '--seeds',
      '2',
    );
    const { runs, total } = await json<{ runs: Run[]; total: number }>('runs', '--data', 'lab');
    expect(total).toBe(before.total + 2);
    const [popularity, bias] = ['popularity', 'bias'].map(
      (model) => runs.find((one) => one.experiment.model === model && one.seedsDone === 2)!,
    );
    expect(bias).toMatchObject({
      state: 'done',
      hasPerUser: true,
      device: 'cpu',
      jobId: null,
      experiment: { seeds: [1, 2], hyperparameters: { sweeps: 3 } },
    });
    expect(popularity!.experiment.hyperparameters).not.toHaveProperty('sweeps');
    expect(bias!.metrics).toEqual(report.models['bias']);
    expect((await json<Comparison>('runs compare', bias!.runId, popularity!.runId)).pairs[0]!.people).toBeGreaterThan(110);
    const file = join(folder, 'evaluated.json');
    writeFileSync(
      file,
      JSON.stringify({ ...bias!.experiment, result: { metrics: bias!.metrics, splits: bias!.splits, versions: {}, device: null } }),
    );
    expect((await json<{ different: string[] }>('run', file)).different).toEqual([]);
    await json('evaluate', ...asked, '--model', 'bias', '--seeds', '1', '--no-run');
    await json('evaluate', ...asked, '--model', 'bias', '--seeds', '1', '--tune', '2');
    expect((await json<{ total: number }>('runs')).total).toBe(total + 1);
  });

  it('compares on newcomers, person by person, whether a run was trained or evaluated', async () => {
    const asked = [...onLab, '--protocol', 'cold-users'];
    const trained = await json<{ runId: string }>('train', ...asked, '--model', 'popularity');
    await json('evaluate', ...asked, '--model', 'item-knn');
    const { runs } = await json<{ runs: Run[] }>('runs', '--protocol', 'cold-users', '--model', 'item-knn');
    const { metric, pairs, groups } = await json<Comparison>('runs compare', runs[0]!.runId, trained.runId);
    expect(metric).toBe('ndcg@10:shown15');
    expect(pairs[0]).toMatchObject({ people: 120, difference: expect.any(Number) });
    expect(groups.some(({ by, group }) => by === 'gender' && group === 'F')).toBe(true);
  });

  it('searches on validation rows, at random and by halving', async () => {
    const random = await json<{ trials: { rung: number }[]; best: { value: number } }>(
      'search',
      '--data',
      'lab',
      '--protocol',
      'rows-80-20',
      '--model',
      'bias',
      '--trials',
      '3',
    );
    expect(random.trials).toHaveLength(3);
    const halved = await json<{ trials: { rung: number; budget: number }[] }>(
      'search',
      '--data',
      'lab',
      '--protocol',
      'rows-80-20',
      '--model',
      'bias',
      '--trials',
      '4',
      '--method',
      'successive-halving',
    );
    expect(halved.trials.map(({ rung, budget }) => `${rung} ${budget.toFixed(2)}`).sort()).toEqual([
      '0 0.33',
      '0 0.33',
      '0 0.33',
      '0 0.33',
      '1 1.00',
    ]);
  });

  it('explores, and stores a part with a hash of its own', async () => {
    const whole = await json<Explore>('explore', '--data', 'lab');
    expect(whole).toMatchObject({ rows: 2880, users: 120, films: 60 });
    const part = await json<Explore & { derived: { rows: number; sha256: string } }>(
      'explore',
      '--data',
      'lab',
      '--released',
      '1950-1989',
      '--min-film',
      '20',
      '--derive',
      'old',
    );
    expect(part.derived.rows).toBe(part.rows);
    expect(part.derived.sha256).not.toBe(whole.sha256);
    expect(part.releaseYears.last).toBeLessThanOrEqual(1989);
    const stored = await json<Explore>('explore', '--data', 'old');
    expect(stored).toEqual({ ...part, derived: null, sha256: part.derived.sha256, dataset: 'old' });
    expect((await run('explore', '--data', 'lab', '--released', '90s')).code).toBe(2);
  });

  it('keeps a registry of models: in use, back, out as a zip and in again', async () => {
    const { models } = await json<{ models: { modelId: string; origin: string }[] }>('models');
    const own = models.find(({ origin }) => origin === 'trained')!.modelId;
    await json('models use', own, '--role', 'stars');
    await json('models use', own, '--data', 'lab');
    const { active } = await json<{ active: { dataset: string; modelId: string }[] }>('models rollback', '--role', 'stars');
    expect(active).toMatchObject([{ dataset: 'lab', modelId: own }]);
    const zip = join(folder, 'model.zip');
    await json('models export', own, '--to', zip);
    expect((await run('models', 'remove', own)).code).toBe(1);
    await json('models rollback', '--data', 'lab');
    await json('models remove', own);
    const card = await json<{ modelId: string; origin: string }>('models import', zip);
    expect(card).toMatchObject({ origin: 'trained', name: 'bias' });
    expect((await run('models', 'remove', 'shipped-als')).code).toBe(1);
    expect((await run('models', 'import', join(repositoryRoot, 'src-main'))).code).toBe(1);
  });

  it('asks for a blind judgement, keeps it, and sums up; shows favourites beside the list', async () => {
    const sheet = await json<{ surveyId: string; left: unknown[] }>(
      'survey start',
      '--profile',
      'Ada',
      '--model',
      'ease,popularity',
      '--length',
      '4',
    );
    expect(sheet.left).toHaveLength(4);
    expect(JSON.stringify(sheet)).not.toMatch(/ease|popularity/);
    const answer = ['--left', '4,2,5', '--right', '3,5,4', '--prefer', 'left', '--comment', 'Fine.'];
    const answered = await json<{ leftModel: string; rightModel: string }>('survey answer', sheet.surveyId, ...answer);
    expect([answered.leftModel, answered.rightModel].sort()).toEqual(['shipped-ease', 'shipped-popularity']);
    expect((await run('survey', 'answer', sheet.surveyId, ...answer)).code).toBe(1);
    expect(await json('survey')).toMatchObject({ answered: 1, pairs: [{ a: 'shipped-ease', b: 'shipped-popularity', answered: 1 }] });
    await json('survey export', '--to', join(folder, 'survey.csv'));
    expect(readFileSync(join(folder, 'survey.csv'), 'utf8')).toContain('Ada');
    const showcase = await json<{ favourites: unknown[]; top: unknown[] }>('showcase', '--profile', 'Ada', '--top', '3');
    expect([showcase.favourites.length, showcase.top.length]).toEqual([3, 3]);
    expect((await run('showcase', '--profile', 'Ada')).out).toContain('# Ada');
  });
});
