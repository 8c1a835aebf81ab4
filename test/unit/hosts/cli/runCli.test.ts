import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { commands } from '../../../../src-main/hosts/cli/commands.ts';
import { testCli } from '../../../helpers/cli.ts';
import { repositoryRoot } from '../../../helpers/host.ts';
import { smallDatasetUsers, writeSmallDataset } from '../../../helpers/smallDataset.ts';

const folder = mkdtempSync(join(tmpdir(), 'marquee-cli-'));
const dataDir = join(folder, 'data');
const source = join(folder, 'small');
const cli = join(repositoryRoot, 'src-main', 'cli.ts');

const { run, json } = testCli(() => dataDir);

beforeAll(() => writeSmallDataset(source));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe('words and codes', () => {
  it('answers --help for the whole and for every command, with exit code 0', async () => {
    const overview = await run('--help');
    expect(overview.code).toBe(0);
    for (const { name, summary } of commands) {
      expect(overview.out).toContain(name);
      const help = await run(...name.split(' '), '--help');
      expect(help.code, name).toBe(0);
      expect(help.out).toContain(`Usage: marquee ${name}`);
      expect(help.out).toContain(summary);
    }
    const group = await run('profile', '--help');
    expect([group.code, group.out.includes('profile delete')]).toEqual([0, true]);
  });

  it('ends with 2 for wrong words, saying which, and with one object on standard output under --json', async () => {
    const wrong: string[][] = [
      ['sing'],
      ['profile'],
      ['import'],
      ['import', 'a', 'b'],
      ['import', 'a', '--as', '../up'],
      ['train', '--data', 'x', '--model', 'oracle'],
      ['train', '--data', 'x', '--model', 'als', '--set', 'factors'],
      ['evaluate', '--protocol', 'rows-80-20', '--model', 'als'],
      ['evaluate', '--protocol', 'files', '--train', 'a', '--model', 'als'],
      ['evaluate', '--protocol', 'horoscope', '--data', 'x', '--model', 'als'],
      ['recommend'],
      ['recommend', '--profile', 'Ada', '--data', 'x', '--user', '1'],
      ['recommend', '--data', 'x'],
      ['recommend', '--profile', 'Ada', '--top', 'many'],
      ['similar', '--film', 'Fargo'],
      ['profile', 'create', 'Ada', '--age', '26'],
      ['profile', 'create', 'Ada', '--gender', 'X'],
      ['rate', '--profile', 'Ada', '--film', '1', '--stars', '6'],
      ['rate', '--profile', 'Ada', '--film', '1', '--stars', '3.3'],
      ['datasets', '--sorted'],
      ['serve', '--port', '99999'],
    ];
    for (const argv of wrong) {
      const plain = await run(...argv);
      expect(plain.code, argv.join(' ')).toBe(2);
      expect(plain.out).toBe('');
      expect(plain.err.trim().split('\n')).toHaveLength(1);
      const asJson = await run(...argv, '--json');
      expect(asJson.code).toBe(2);
      const { error } = JSON.parse(asJson.out) as { error: { code: string; message: string } };
      expect(error.code).toBe('invalid-input');
      expect(error.message.length).toBeGreaterThan(10);
    }
    expect((await run()).code).toBe(2);
    expect((await run('--sing')).code).toBe(2);
  });

  it('ends with 1 and one clear sentence for what cannot be done', async () => {
    const failing: [string, string[]][] = [
      ['not-found', ['recommend', '--profile', 'Nobody']],
      ['not-found', ['recommend', '--data', 'nothing', '--user', '1']],
      ['not-found', ['similar', '--film', '99999999']],
      ['not-found', ['train', '--data', 'nothing', '--model', 'bias']],
      ['not-found', ['profile', 'show', 'Nobody']],
    ];
    for (const [code, argv] of failing) {
      const asJson = await run(...argv, '--json');
      expect(asJson.code, argv.join(' ')).toBe(1);
      expect((JSON.parse(asJson.out) as { error: { code: string } }).error.code).toBe(code);
      const plain = await run(...argv);
      expect([plain.code, plain.out]).toEqual([1, '']);
      expect(plain.err).toMatch(/^marquee: .+[.!]\n$/s);
    }
  });
});

describe('a session in the terminal', () => {
  it('makes a profile, rates, recommends, and takes everything away again', async () => {
    const made = await json<{ name: string }>('profile create', 'Ada', '--age', '35', '--gender', 'F', '--occupation', '15');
    expect(made.name).toBe('Ada');
    expect((await run('profile', 'create', 'ada')).code).toBe(1);
    const before = await json<{ model: string; items: unknown[] }>('recommend', '--profile', 'Ada', '--top', '4');
    expect([before.model, before.items.length]).toEqual(['demographic', 4]);
    for (const [film, stars] of [
      ['608', '5'],
      ['296', '4.5'],
      ['858', '4'],
    ] as const)
      await json('rate', '--profile', 'Ada', '--film', film, '--stars', stars); // prettier-ignore
    const after = await json<{ model: string; items: { movieId: number; match: number | null; reasons: unknown[] }[] }>(
      'recommend',
      '--profile',
      'Ada',
      '--top',
      '6',
    );
    expect(after.model).not.toBe('demographic');
    expect(after.items.map((item) => item.movieId)).not.toEqual(expect.arrayContaining([608]));
    expect(after.items.every((item) => item.match !== null && item.match >= 0 && item.match <= 1)).toBe(true);
    expect(after.items.some((item) => item.reasons.length > 0)).toBe(true);
    const lines = (await run('recommend', '--profile', 'Ada', '--top', '3')).out.trim().split('\n');
    expect(lines).toHaveLength(3);
    for (const line of lines) expect(line).toMatch(/^.+ \(\d{4}\) {2}\(score=-?\d+\.\d{3}\)$/);
    const shown = await json<{ ratings: { title: string }[] }>('profile show', 'Ada');
    expect(shown.ratings.map((rating) => rating.title)).toEqual(expect.arrayContaining(['Fargo', 'Pulp Fiction', 'The Godfather']));
    await json('profile list');
    expect(await json('profile delete', 'Ada')).toMatchObject({ deleted: 'Ada', deletedRatings: 3 });
    expect((await run('profile', 'show', 'Ada')).code).toBe(1);
  });

  it('imports, trains, recommends for a user of the data, and finds similar films', async () => {
    const report = await json<{ rows: number; users: number; unchanged: boolean; sha256: string }>('import', source, '--as', 'small');
    expect(report).toMatchObject({ rows: 60, users: smallDatasetUsers, unchanged: false });
    expect(await json('import', source, '--as', 'small')).toMatchObject({ unchanged: true, sha256: report.sha256 });
    writeFileSync(join(folder, 'other.csv'), 'userId,movieId,rating,timestamp\n1,1,4,100\n2,50,3,101\n');
    const refused = await run('import', join(folder, 'other.csv'), '--as', 'small', '--json');
    expect([refused.code, (JSON.parse(refused.out) as { error: { code: string } }).error.code]).toEqual([1, 'conflict']);
    expect(await json('datasets')).toMatchObject({ datasets: [{ name: 'small', rows: 60 }] });
    const trained = await json<{ runId: string; path: string; sha256: string }>(
      'train',
      '--data',
      'small',
      '--model',
      'bias',
      '--set',
      'itemDamping=7',
    ).catch(() => json<{ runId: string; path: string; sha256: string }>('train', '--data', 'small', '--model', 'bias'));
    expect(JSON.parse(readFileSync(join(trained.path, 'manifest.json'), 'utf8'))).toMatchObject({ name: 'bias', sha256: trained.sha256 });
    const list = await json<{ model: string; items: { movieId: number }[] }>(
      'recommend',
      '--data',
      'small',
      '--user',
      '3',
      '--top',
      '3',
      '--model',
      'bias',
    );
    expect(list.model).toBe('bias');
    const rated = readFileSync(join(source, 'ratings.csv'), 'utf8')
      .split('\n')
      .filter((line) => line.startsWith('3,'))
      .map((line) => Number(line.split(',')[1])); // prettier-ignore
    expect(list.items.length).toBeGreaterThan(0);
    for (const { movieId } of list.items) expect(rated).not.toContain(movieId);
    const again = await json<{ items: unknown[] }>('recommend', '--data', 'small', '--user', '3', '--top', '3', '--model', 'bias');
    expect(again.items).toEqual(list.items);
    expect(await json('similar', '--data', 'small', '--film', '608', '--top', '3', '--model', 'item-knn')).toMatchObject({
      model: 'item-knn',
    });
  });

  it('evaluates an imported data set, a path, and given files, and exports the rows behind the figures', async () => {
    const exported = join(folder, 'exported');
    const report = await json<{ models: Record<string, Record<string, { mean: number; ci95: unknown; perSeed: number[] }>> }>(
      'evaluate',
      '--data',
      source,
      '--protocol',
      'rows-80-20',
      '--model',
      'popularity,bias',
      '--seeds',
      '2',
      '--export',
      exported,
    ); // prettier-ignore
    expect(Object.keys(report.models)).toEqual(['popularity', 'bias']);
    expect(report.models['popularity']!['rmse']).toBeUndefined();
    expect(report.models['bias']!['rmse']!.perSeed).toHaveLength(2);
    expect(report.models['bias']!['rmse']!.ci95).toHaveLength(2);
    const predictions = readFileSync(join(exported, 'predictions.csv'), 'utf8')
      .trim()
      .split('\n')
      .slice(1)
      .map((line) => line.split(',')); // prettier-ignore
    const first = predictions.filter(([seed, model]) => seed === '1' && model === 'bias');
    const rmse = Math.sqrt(first.reduce((sum, row) => sum + (Number(row[4]) - Number(row[5])) ** 2, 0) / first.length);
    expect(rmse).toBeCloseTo(report.models['bias']!['rmse']!.perSeed[0]!, 5);
    const rows = readFileSync(join(source, 'ratings.csv'), 'utf8').trim().split('\n');
    writeFileSync(join(folder, 'train.csv'), [rows[0], ...rows.slice(1, 49), ''].join('\n'));
    writeFileSync(join(folder, 'test.csv'), [rows[0], ...rows.slice(49), ''].join('\n'));
    const files = await json<{ data: { train: { sha256: string } }; seeds: number }>(
      'evaluate',
      '--protocol',
      'files',
      '--train',
      join(folder, 'train.csv'),
      '--test',
      join(folder, 'test.csv'),
      '--model',
      'bias',
    ); // prettier-ignore
    expect(files.data.train.sha256).toMatch(/^[0-9a-f]{64}$/);
  });

  it('compares models person by person, on splits that it names', async () => {
    const words = ['--data', source, '--protocol', 'rows-80-20', '--model', 'bias,popularity,random', '--seeds', '2'];
    const { pairs, data } = await json<{ pairs: { metric: string; a: string; pHolm: number | null }[]; data: { splits: object } }>(
      'compare',
      ...words,
      '--metric',
      'ndcg@10',
    );
    expect(pairs.map(({ metric, a }) => `${metric} ${a}`)).toEqual(['ndcg@10 bias', 'ndcg@10 bias', 'ndcg@10 popularity']);
    expect(Object.keys(data.splits)).toEqual(['1', '2']);
    const evaluated = await json<{ data: { splits: object } }>('evaluate', ...words);
    expect(evaluated.data.splits).toEqual(data.splits);
    const text = await run('compare', ...words);
    expect(text.out).toMatch(/ndcg@10\n {2}bias popularity/);
    expect((await run('compare', ...words, '--metric', 'rmse')).code).toBe(1);
    expect((await run('compare', '--data', source, '--protocol', 'rows-80-20', '--model', 'bias')).code).toBe(2);
  });

  it('evaluates with settings of its models, and refuses one that none of them has', async () => {
    type Report = { models: Record<string, Record<string, { mean: number }>> };
    const bias = ['--data', source, '--protocol', 'rows-80-20', '--model', 'bias', '--seeds', '1'];
    const preset = await json<Report>('evaluate', ...bias);
    const damped = await json<Report>('evaluate', ...bias, '--set', 'itemRegularization=1000', '--set', 'userRegularization=1000');
    expect(damped.models['bias']!['rmse']!.mean).not.toBe(preset.models['bias']!['rmse']!.mean);
    const refused = await run('evaluate', ...bias, '--set', 'magic=1');
    expect(refused.code).toBe(1);
    expect(refused.err).toContain('None of bias has a setting "magic"');
  });

  it('reports what the app needs and exits with 0 when it can run', async () => {
    const report = await json<{ canRun: boolean; rows: { id: string; state: string }[] }>('doctor');
    expect(report.canRun).toBe(true);
    const states = new Map(report.rows.map((row) => [row.id, row.state]));
    for (const id of ['runtime', 'folder', 'person', 'catalogue', 'models', 'device-cpu']) expect(states.get(id), id).toBe('ok');
    for (const id of ['datasets', 'electron', 'browser', 'page']) expect(['ok', 'missing']).toContain(states.get(id));
  });
});

describe('as a program', () => {
  it('keeps standard output to one object and progress to standard error', () => {
    const done = spawnSync(process.execPath, [cli, 'import', source, '--as', 'from-outside', '--json', '--data-dir', dataDir], {
      encoding: 'utf8',
    });
    expect(done.status).toBe(0);
    expect((JSON.parse(done.stdout) as { rows: number }).rows).toBe(60);
    expect(done.stderr).toMatch(/Reading ratings/);
    const wrong = spawnSync(process.execPath, [cli, 'rate', '--json', '--data-dir', dataDir], { encoding: 'utf8' });
    expect(wrong.status).toBe(2);
    expect(JSON.parse(wrong.stdout)).toMatchObject({ error: { code: 'invalid-input' } });
  });
});
