import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { pack } from 'tar-stream';
import { describe, expect, it, onTestFinished } from 'vitest';
import { readDatasetFromPath } from '../../../../src-main/core/storage/datasetFromPath.ts';
import { type DatasetStore, openDatasetStore } from '../../../../src-main/core/storage/datasetStore.ts';
import { temporaryFolder } from '../../../helpers/temporaryFolder.ts';
import { csvFiles, hundredThousandFiles, oneMillionFiles, type TinyFiles, writeFiles } from '../../../helpers/tinyMovieLens.ts';
import { zipOf } from '../../../helpers/zipOf.ts';

const context = { clock: () => 1_700_000_000_000 };

function openStore(): { store: DatasetStore; folder: string } {
  const folder = temporaryFolder();
  const store = openDatasetStore(folder);
  onTestFinished(() => store.close());
  return { store, folder };
}

const gzipped = (files: TinyFiles): TinyFiles =>
  Object.fromEntries(Object.entries(files).map(([name, content]) => [`${name}.gz`, gzipSync(Buffer.from(content))]));

describe('every layout, from a folder, a zip and gzipped', () => {
  it.each([
    ['the CSV family', csvFiles, ['README.txt']],
    ['1M', oneMillionFiles, []],
    ['100K, taking u.data and not its split files', hundredThousandFiles, ['u.genre', 'u1.base', 'u1.test']],
  ] as const)('%s', async (_, files, ignored) => {
    const { store, folder } = openStore();
    const report = await store.importDataset({ path: writeFiles(join(folder, 'in'), files), name: 'tiny' }, context);
    expect(report).toMatchObject({ name: 'tiny', rows: 6, users: 2, films: 3, skipped: [], numSkipped: 0, unchanged: false });
    expect(report.ignored).toEqual(ignored);
    const dataset = store.load('tiny');
    expect(Array.from(dataset.interactions.ratings)).toEqual([4, 3, 5, 1, 2, 4]);
    expect(Array.from(dataset.interactions.timestamps)).toEqual([100, 200, 300, 400, 500, 600]);
    expect(Array.from(dataset.interactions.userIndices)).toEqual([0, 0, 0, 1, 1, 1]);
    expect(Array.from(dataset.items.ids)).toEqual([10, 20, 30]);
    expect(dataset.films[0]).toMatchObject({ id: 10, title: 'Café, The (Das Café)', year: 1990 });
    expect(store.films('tiny').map(({ id, numRatings, mean }) => [id, numRatings, mean])).toEqual([
      [10, 2, 2.5],
      [20, 2, 3.5],
      [30, 2, 3.5],
      [40, 0, null],
    ]);

    // The same rows have the same hash, whatever they are packed in.
    const again = writeFiles(join(folder, 'gz'), gzipped(files));
    expect(await store.importDataset({ path: again, name: 'tiny' }, context)).toMatchObject({ unchanged: true, sha256: report.sha256 });
    const inFolder = Object.fromEntries(Object.entries(files).map(([name, content]) => [`ml-tiny/${name}`, content]));
    writeFileSync(join(folder, 'tiny.zip'), await zipOf(inFolder));
    expect(await store.importDataset({ path: join(folder, 'tiny.zip') }, context)).toMatchObject({ name: 'tiny', unchanged: true });
    expect((await readDatasetFromPath(join(folder, 'tiny.zip'), context)).dataset).toEqual({
      ...dataset,
      items: expect.anything() as unknown,
      users: expect.anything() as unknown,
    });
  });

  it('keeps demographics and ids of other data bases', async () => {
    const { store, folder } = openStore();
    await store.importDataset({ path: writeFiles(join(folder, 'k'), hundredThousandFiles), name: 'k' }, context);
    await store.importDataset({ path: writeFiles(join(folder, 'm'), oneMillionFiles), name: 'm' }, context);
    await store.importDataset({ path: writeFiles(join(folder, 'c'), csvFiles), name: 'c' }, context);
    for (const name of ['k', 'm']) {
      expect(store.load(name).demographics).toEqual([
        { age: 25, gender: 'F', occupation: 12 },
        { age: 56, gender: 'M', occupation: 20 },
      ]);
    }
    expect(store.films('c')[0]).toMatchObject({ imdbId: 'tt0000010', tmdbId: 100 });
    expect(store.list().map(({ name, hasDemographics }) => [name, hasDemographics])).toEqual([
      ['c', false],
      ['k', true],
      ['m', true],
    ]);
  });

  it('reads a single split file without any film file, and calls the films by their numbers', async () => {
    const { store, folder } = openStore();
    const path = join(writeFiles(join(folder, 'in'), hundredThousandFiles), 'u1.base');
    const report = await store.importDataset({ path }, context);
    expect(report).toMatchObject({ name: 'u1', rows: 4, users: 2, films: 3 });
    expect(store.load('u1').films[0]).toEqual({ id: 10, title: 'Film 10', year: null, genres: [] });
  });

  it('knows the same tags from files as from what was imported', async () => {
    const { store, folder } = openStore();
    const tags = ['1,10,Dark,1', '2,20, dark ,2', '2,10,dark,3', '1,30,ÉTÉ,4', '1,20,été,5', '2,30,only here,6', '1,10,ÉTÉ,7'];
    const files = { ...csvFiles, 'tags.csv': `userId,movieId,tag,timestamp\n${tags.join('\n')}\n` };
    const path = writeFiles(join(folder, 'in'), files);
    await store.importDataset({ path, name: 'tagged' }, context);
    const { features } = (await readDatasetFromPath(path, context)).dataset;
    expect(features?.tags).toMatchObject({ names: ['dark', 'ÉtÉ'], weights: Float32Array.of(2, 1, 1, 1) });
    expect(store.load('tagged').features).toEqual(features);
  });

  it('reads a file whose name says nothing', async () => {
    const { folder } = openStore();
    const path = join(folder, 'photo.jpg');
    writeFileSync(path, oneMillionFiles['ratings.dat']!);
    expect((await readDatasetFromPath(path, context)).dataset.interactions.ratings).toHaveLength(6);
  });
});

describe('names', () => {
  it('other data under a taken name are refused with the choice, and nothing changes', async () => {
    const { store, folder } = openStore();
    await store.importDataset({ path: writeFiles(join(folder, 'a'), csvFiles), name: 'tiny' }, context);
    const other = writeFiles(join(folder, 'b'), { ...csvFiles, 'ratings.csv': `${csvFiles['ratings.csv'] as string}2,40,3,700\n` });
    const importing = store.importDataset({ path: other, name: 'TINY' }, context);
    await expect(importing).rejects.toMatchObject({ code: 'conflict', message: expect.stringContaining('another name') as string });
    expect(store.load('tiny').interactions.ratings).toHaveLength(6);
    store.remove('tiny');
    expect(store.list()).toEqual([]);
    expect(await store.importDataset({ path: other, name: 'tiny' }, context)).toMatchObject({ rows: 7 });
  });

  it.each(['', '../up', 'a/b', 'a\\b', '.hidden', 'con', 'NUL.x', 'x'.repeat(65), 'dot.'])('refuses %j', async (name) => {
    const { store, folder } = openStore();
    const path = writeFiles(join(folder, 'a'), csvFiles);
    await expect(store.importDataset({ path, name }, context)).rejects.toMatchObject({ code: 'invalid-input' });
  });
});

describe('details and posters', () => {
  const webp = Buffer.concat([Buffer.from('RIFF\0\0\0\0WEBP'), Buffer.alloc(40, 7)]);
  const details = [
    '{"movieId":10,"overview":"A café.","runtime":91,"director":"A. Person","cast":["B. Other"],"overviewSource":"made-up"}',
    '{"movieId":20,"overview":null}',
    '{"movieId":999,"overview":"Of another set."}',
    'broken',
    '{"title":"no id"}',
  ].join('\n');

  it('can be added at import and later, from a folder or a tar', async () => {
    const { store, folder } = openStore();
    const path = writeFiles(join(folder, 'in'), csvFiles);
    await store.importDataset({ path, name: 'tiny' }, context);
    writeFiles(folder, { 'plots.jsonl.gz': gzipSync(details) });
    const pictures = join(folder, 'pictures');
    mkdirSync(pictures);
    writeFiles(pictures, { '10.webp': webp, '20.png': 'no picture', '999.jpg': webp, 'notes.txt': 'x' });
    const report = await store.importDataset({ path, name: 'tiny', details: join(folder, 'plots.jsonl.gz'), posters: pictures }, context);
    expect(report.unchanged).toBe(true);
    expect(report.skipped.map(({ file, line }) => [file, line])).toEqual([
      ['plots.jsonl.gz', 4],
      ['plots.jsonl.gz', 5],
      ['20.png', null],
    ]);
    expect(store.info('tiny')).toMatchObject({ numOverviews: 1, numPosters: 1 });
    expect(store.details('tiny', 10)).toMatchObject({ overview: 'A café.', runtimeMinutes: 91, cast: ['B. Other'] });
    expect(store.poster('tiny', 10)?.bytes.length).toBe(webp.length);
    expect(store.poster('tiny', 20)).toBeNull();

    const tar = pack();
    tar.entry({ name: 'posters/30.webp' }, webp);
    tar.entry({ name: '../../10.webp', type: 'symlink', linkname: '/etc/passwd' });
    tar.finalize();
    const parts: Buffer[] = [];
    for await (const part of tar as AsyncIterable<Buffer>) parts.push(part);
    writeFileSync(join(folder, 'posters.tar.gz'), gzipSync(Buffer.concat(parts)));
    await store.importDataset({ path, name: 'tiny', posters: join(folder, 'posters.tar.gz') }, context);
    expect(store.info('tiny')).toMatchObject({ numPosters: 2 });
  });

  it('leave everything as it was when they cannot be read', async () => {
    const { store, folder } = openStore();
    const path = writeFiles(join(folder, 'in'), csvFiles);
    await store.importDataset({ path, name: 'tiny' }, context);
    writeFiles(folder, { 'good.jsonl': details, 'bad.jsonl': 'nothing here', 'bad.tar': Buffer.alloc(1000, 9) });
    await expect(store.importDataset({ path, name: 'tiny', details: join(folder, 'bad.jsonl') }, context)).rejects.toMatchObject({
      code: 'data-invalid',
    });
    await expect(
      store.importDataset({ path, name: 'tiny', details: join(folder, 'good.jsonl'), posters: join(folder, 'bad.tar') }, context),
    ).rejects.toMatchObject({ code: 'data-invalid' });
    expect(store.info('tiny')).toMatchObject({ numOverviews: 0, numPosters: 0 });
    await expect(store.importDataset({ path, name: 'new', details: join(folder, 'none.jsonl') }, context)).rejects.toMatchObject({
      code: 'not-found',
    });
    expect(store.list().map(({ name }) => name)).toEqual(['tiny']);
  });
});
