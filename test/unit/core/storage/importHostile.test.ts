import { openSync, readdirSync, symlinkSync, truncateSync, writeFileSync, writeSync, closeSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { describe, expect, it, onTestFinished } from 'vitest';
import type { Progress } from '../../../../src-main/core/base/progress.ts';
import { type DatasetStore, openDatasetStore } from '../../../../src-main/core/storage/datasetStore.ts';
import { temporaryFolder } from '../../../helpers/temporaryFolder.ts';
import { csvFiles, writeFiles } from '../../../helpers/tinyMovieLens.ts';
import { withEntryName, zipOf } from '../../../helpers/zipOf.ts';

const context = { clock: Date.now };
const ratings = csvFiles['ratings.csv'] as string;

function openStore(): { store: DatasetStore; folder: string } {
  const folder = temporaryFolder();
  const store = openDatasetStore(folder);
  onTestFinished(() => store.close());
  return { store, folder };
}

/** Imports and expects a clear refusal that leaves nothing behind. */
async function refused(path: (folder: string) => string | Promise<string>, code: string, words: RegExp): Promise<void> {
  const { store, folder } = openStore();
  const given = await path(folder);
  await expect(store.importDataset({ path: given, name: 'x' }, context)).rejects.toMatchObject({
    name: 'DomainError',
    code,
    message: expect.stringMatching(words) as string,
  });
  expect(readdirSync(join(folder, 'datasets'))).toEqual([]);
}

const folderWith = (files: Readonly<Record<string, string | Uint8Array>>) => (folder: string) => writeFiles(join(folder, 'in'), files);

function fileWith(content: Uint8Array, name = 'data.zip') {
  return (folder: string): string => {
    writeFileSync(join(folder, name), content);
    return join(folder, name);
  };
}

describe('rows that are wrong are counted and left out', () => {
  it('a rating of 7, NaN, an unknown film, wrong columns', async () => {
    const { store, folder } = openStore();
    const broken = `${ratings}1,10,7,1\r\n1,10,NaN,1\r\n1,555,3,1\r\n1,10\r\n\r\n2,40,0.5,9\r\n1,10,3`;
    const report = await store.importDataset(
      { path: writeFiles(join(folder, 'in'), { ...csvFiles, 'ratings.csv': broken }), name: 'x' },
      context,
    );
    expect(report).toMatchObject({ rows: 7, numSkipped: 5 });
    expect(report.skipped.map(({ line, why }) => [line, why])).toEqual([
      [8, 'the rating "7" is not one of 0.5, 1, ... 5'],
      [9, 'the rating "NaN" is not one of 0.5, 1, ... 5'],
      [10, 'film 555 is unknown'],
      [11, '2 columns instead of 4'],
      [14, '3 columns instead of 4'],
    ]);
  });

  it('a film twice, an unclosed quote', async () => {
    const { store, folder } = openStore();
    const movies = `${csvFiles['movies.csv'] as string}10,Again (1999),Drama\n50,"Open (1999),Drama\n60,After (1999),Drama\n`;
    const report = await store.importDataset(
      { path: writeFiles(join(folder, 'in'), { ...csvFiles, 'movies.csv': movies }), name: 'x' },
      context,
    );
    expect(report.skipped.map(({ line, why }) => [line, why])).toEqual([
      [6, 'film 10 stands twice'],
      [7, 'the quotes or the columns are broken'],
    ]);
    expect(store.films('x').map(({ id }) => id)).toEqual([10, 20, 30, 40, 60]);
  });

  it('a line of a gigabyte, without holding it in memory', async () => {
    const { store, folder } = openStore();
    const path = join(folder, 'ratings.csv');
    const descriptor = openSync(path, 'w');
    writeSync(descriptor, ratings);
    const start = ratings.length;
    const end = `\n2,40,3,1\n`;
    writeSync(descriptor, end, start + 1024 ** 3);
    closeSync(descriptor);
    const before = process.memoryUsage().rss;
    const report = await store.importDataset({ path, name: 'x' }, context);
    expect(report).toMatchObject({ rows: 7, numSkipped: 1 });
    expect(report.skipped[0]).toMatchObject({ line: 8, why: expect.stringContaining('longer than 65536 bytes') as string });
    expect(process.memoryUsage().rss - before).toBeLessThan(300 * 1024 * 1024);
  });
});

describe('files that are wrong are refused in a sentence, and nothing is half-written', () => {
  const gz = gzipSync(Buffer.from(ratings.repeat(1)));

  it('no such path', () => refused((folder) => join(folder, 'none'), 'not-found', /nothing at/));
  it('an empty folder', () => refused(folderWith({}), 'data-invalid', /no MovieLens ratings.*empty/));
  it('a folder without ratings', () =>
    refused(folderWith({ 'movies.csv': csvFiles['movies.csv']! }), 'data-invalid', /movies\.csv \(films\)/));
  it('a header without rows', () =>
    refused(folderWith({ 'ratings.csv': 'userId,movieId,rating,timestamp\n' }), 'data-invalid', /No ratings.*no rows/));
  it('columns under other names', () =>
    refused(folderWith({ 'ratings.csv': 'userId,movieId,mood\n1,2,3\n' }), 'data-invalid', /no MovieLens ratings/));
  it('nothing but wrong rows', () =>
    refused(folderWith({ 'ratings.csv': 'userId,movieId,rating,timestamp\n1,2,9,4\n' }), 'data-invalid', /line 2: the rating "9"/));
  it('gzip cut short', () =>
    refused(folderWith({ 'ratings.csv.gz': gz.subarray(0, gz.length - 9) }), 'data-invalid', /damaged or cut short/));
  it('gzip with a flipped byte', () => {
    const bad = Buffer.from(gz);
    bad[gz.length - 6]! ^= 0xff;
    return refused(folderWith({ 'ratings.csv.gz': bad }), 'data-invalid', /damaged or cut short/);
  });
  it('a gzip bomb', () =>
    refused(
      folderWith({ 'ratings.csv.gz': gzipSync(Buffer.concat([Buffer.from(ratings), Buffer.alloc(40 * 1024 * 1024, 32)])) }),
      'too-large',
      /inflates to more than 200 times/,
    ));
  it('a zip bomb', async () =>
    refused(
      fileWith(await zipOf({ 'ratings.csv': Buffer.concat([Buffer.from(ratings), Buffer.alloc(40 * 1024 * 1024, 32)]) })),
      'too-large',
      /inflates to more than 200 times/,
    ));
  it('a zip that declares less than it holds', async () => {
    const zip = await zipOf({ 'ratings.csv': ratings.repeat(50) });
    const lying = Buffer.from(zip);
    // The uncompressed size stands at byte 24 of the entry in the central directory.
    const entry = lying.indexOf(Buffer.from([0x50, 0x4b, 0x01, 0x02]));
    lying.writeUInt32LE(100, entry + 24);
    await refused(fileWith(lying), 'data-invalid', /damaged or cut short|cannot be used/);
  });
  it.each([
    ['zip slip', '../ratings.csv'],
    ['an absolute path', '/tmp/ratings.csv'],
    ['a drive letter', 'C:/ratings.csv'],
  ])('%s', async (_, name) => {
    const honest = 'x'.repeat(name.length);
    await refused(fileWith(withEntryName(await zipOf({ [honest]: ratings }), honest, name)), 'data-invalid', /cannot be used/);
  });
  it('a zip cut short', async () => {
    const zip = await zipOf(csvFiles as Record<string, string>);
    await refused(fileWith(zip.subarray(0, zip.length - 30)), 'data-invalid', /cannot be used/);
  });
  it('a zip with thousands of entries', async () => {
    const many = Object.fromEntries(Array.from({ length: 1500 }, (_, i) => [`${i}.txt`, 'x']));
    await refused(fileWith(await zipOf(many)), 'too-large', /more than 1000 files/);
  });
  it('a sparse file of zeros', () =>
    refused(
      (folder) => {
        const path = join(folder, 'zeros');
        writeFileSync(path, '');
        truncateSync(path, 256 * 1024 * 1024);
        return path;
      },
      'data-invalid',
      /no MovieLens ratings/,
    ));

  it('links in a zip are passed over', async () => {
    await refused(fileWith(await zipOf({ 'ratings.csv': '/etc/passwd' }, 0o120777)), 'data-invalid', /no MovieLens ratings.*ratings\.csv/);
  });

  it('links in a folder lead to files alone, and loops end', async () => {
    const { store, folder } = openStore();
    const inside = writeFiles(join(folder, 'in'), csvFiles);
    symlinkSync(inside, join(inside, 'loop'));
    symlinkSync('/dev/zero', join(inside, 'endless'));
    const report = await store.importDataset({ path: inside, name: 'x' }, context);
    expect(report.ignored).toEqual(['README.txt', 'endless', 'loop']);
  });
});

describe('progress and cancelling', () => {
  const manyRows = (count: number): string => {
    const rows = ['userId,movieId,rating,timestamp'];
    for (let i = 0; i < count; i++) rows.push(`${(i % 997) + 1},${(i % 4999) + 1},${(i % 10) / 2 + 0.5},${i}`);
    return `${rows.join('\n')}\n`;
  };

  it('reports rows and seconds left', async () => {
    const { store, folder } = openStore();
    const path = join(writeFiles(join(folder, 'in'), { 'ratings.csv': manyRows(300_000) }), 'ratings.csv');
    const reports: Progress[] = [];
    // A clock that goes 300 ms each time it is asked.
    let now = 0;
    await store.importDataset({ path, name: 'x' }, { clock: () => (now += 300), reportProgress: (progress) => reports.push(progress) });
    const reading = reports.filter(({ phase }) => phase === 'Reading ratings');
    expect(reading.length).toBeGreaterThan(5);
    expect(reading.every(({ unit }) => unit === 'rows')).toBe(true);
    expect(reading.map(({ done }) => done)).toEqual(reading.map(({ done }) => done).toSorted((a, b) => a - b));
    const middle = reading[Math.floor(reading.length / 2)]!;
    expect(middle.total! / 300_000).toBeCloseTo(1, 0);
    expect(middle.secondsLeft).toBeGreaterThan(0);
    expect(reading.at(-1)!.secondsLeft).toBeLessThanOrEqual(1);
  });

  it.each([0.001, 0.2, 0.5, 0.9])('cancelled at %f of the rows, it leaves nothing', async (share) => {
    const { store, folder } = openStore();
    const path = join(writeFiles(join(folder, 'in'), { 'ratings.csv': manyRows(300_000) }), 'ratings.csv');
    const signal = { aborted: false };
    let now = 0;
    const importing = store.importDataset(
      { path, name: 'x' },
      {
        clock: () => (now += 300),
        signal,
        reportProgress: ({ done }) => {
          if (done >= share * 300_000) signal.aborted = true;
        },
      },
    );
    await expect(importing).rejects.toMatchObject({ code: 'cancelled' });
    expect(readdirSync(join(folder, 'datasets'))).toEqual([]);
    expect(store.list()).toEqual([]);
  });
});
