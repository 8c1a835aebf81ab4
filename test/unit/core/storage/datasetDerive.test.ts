import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { everything, filteredRows } from '../../../../src-main/core/data/datasetFilter.ts';
import { type DatasetStore, openDatasetStore } from '../../../../src-main/core/storage/datasetStore.ts';
import { writeLabData } from '../../../helpers/labData.ts';
import { csvFiles, writeFiles } from '../../../helpers/tinyMovieLens.ts';

const folder = mkdtempSync(join(tmpdir(), 'marquee-derive-'));
const context = { clock: () => 5 };
let store: DatasetStore;

beforeAll(async () => {
  store = openDatasetStore(join(folder, 'data'));
  await store.importDataset({ path: writeLabData(join(folder, 'lab')), name: 'lab' }, context);
  await store.importDataset({ path: writeFiles(join(folder, 'tiny'), csvFiles), name: 'tiny' }, context);
});
afterAll(() => {
  store.close();
  rmSync(folder, { recursive: true, force: true });
});

const derive = (from: string, name: string, filter = everything) =>
  store.deriveDataset({ from, name, rows: filteredRows(store.load(from), filter) }, context);

describe('a derived data set', () => {
  it('of everything has the hash of the whole', () => {
    const whole = store.info('lab');
    expect(derive('lab', 'copy').sha256).toBe(whole.sha256);
    const [copy, source] = [store.load('copy'), store.load('lab')];
    for (const part of ['interactions', 'films', 'demographics', 'scale'] as const) expect(copy[part]).toEqual(source[part]);
    expect([copy.users.ids, copy.items.ids]).toEqual([source.users.ids, source.items.ids]);
  });

  it('of a part holds that part and nothing else, with a hash that depends on it alone', () => {
    const filter = { ...everything, releasedTo: 1979, minRatingsPerUser: 5 };
    const made = derive('lab', 'old', filter);
    expect(made.sha256).not.toBe(store.info('lab').sha256);
    expect(derive('copy', 'old-again', filter).sha256).toBe(made.sha256);
    const { films, interactions, users, demographics } = store.load('old');
    expect(films.every(({ year }) => year! <= 1979)).toBe(true);
    expect([interactions.ratings.length, users.size, films.length]).toEqual([made.rows, made.users, made.films]);
    const source = store.load('lab');
    users.ids.forEach((id, index) => expect(demographics[index]).toEqual(source.demographics[source.users.indexOf(id)]));
    expect(store.info('old')).toMatchObject({ hasDemographics: true, rows: made.rows });
  });

  it('keeps links and tags of its own films and people', () => {
    const made = derive('tiny', 'tiny-1990', { ...everything, releasedTo: 1990 });
    expect(made).toMatchObject({ rows: 2, users: 2, films: 1 });
    expect(store.films('tiny-1990')).toMatchObject([{ id: 10, imdbId: 'tt0000010', tmdbId: 100, numRatings: 2 }]);
  });

  it('is all or nothing, and takes nobody else’s name', () => {
    expect(() => derive('lab', 'Tiny')).toThrow(/is taken/);
    const signal = { aborted: true };
    const rows = filteredRows(store.load('lab'), everything);
    expect(() => store.deriveDataset({ from: 'lab', name: 'cancelled', rows }, { ...context, signal })).toThrow(/cancelled/);
    expect(readdirSync(join(folder, 'data', 'datasets')).filter((name) => /cancelled|\.tmp/.test(name))).toEqual([]);
  });
});
