import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { type DatasetStore, openDatasetStore } from '../../../../src-main/core/storage/datasetStore.ts';
import { hasSharedData, needsSharedData, sharedData } from '../../../helpers/sharedData.ts';
import { temporaryFolder } from '../../../helpers/temporaryFolder.ts';

function openStore(folder = temporaryFolder()): DatasetStore {
  const store = openDatasetStore(folder);
  onTestFinished(() => store.close());
  return store;
}

const context = { clock: () => 1_700_000_000_000 };

describe('real MovieLens files', () => {
  it.skipIf(!hasSharedData)(`imports and loads ml-latest-small with details and posters${needsSharedData}`, async () => {
    const folder = temporaryFolder();
    const store = openStore(folder);
    const report = await store.importDataset(
      {
        path: join(sharedData, 'ml-latest-small'),
        details: join(sharedData, 'plots.jsonl.gz'),
        posters: join(sharedData, 'posters-128x192.tar'),
      },
      context,
    );
    expect(report).toMatchObject({ name: 'ml-latest-small', rows: 100_836, users: 610, films: 9724, numSkipped: 0, unchanged: false });
    expect(report.ignored).toEqual(['README.txt']);
    const dataset = store.load('ml-latest-small');
    expect(dataset.scale).toEqual({ min: 0.5, max: 5, step: 0.5 });
    // Published figures name this hash: a change of what is hashed would orphan them.
    expect(report.sha256).toBe('d24ae35598a7f5ac91d1c7d2edbfac30db434f6cf1b6ad09a12e1697862ffdec');
    expect(dataset.sha256).toBe(report.sha256);
    // First and last row of ratings.csv.
    const { userIndices, itemIndices, ratings, timestamps } = dataset.interactions;
    const row = (at: number): number[] => [
      dataset.users.ids[userIndices[at]!]!,
      dataset.items.ids[itemIndices[at]!]!,
      ratings[at]!,
      timestamps[at]!,
    ];
    expect(row(0)).toEqual([1, 1, 4, 964_982_703]);
    expect(row(100_835)).toEqual([610, 170_875, 3, 1_493_846_415]);
    expect(store.info('ml-latest-small')).toMatchObject({ numOverviews: 8724, numPosters: 5263, hasDemographics: false });
    expect(store.films('ml-latest-small')).toHaveLength(9742);
    expect(store.details('ml-latest-small', 1)).toMatchObject({ director: 'John Lasseter', runtimeMinutes: 81 });
    expect(store.poster('ml-latest-small', 1)).toMatchObject({ mediaType: 'image/webp' });
    expect(readdirSync(join(folder, 'datasets')).filter((file) => file.includes('tmp'))).toEqual([]);
  });

  it.skipIf(!hasSharedData)(`imports ml-1m with its demographics, and again without doing anything${needsSharedData}`, async () => {
    const store = openStore();
    const path = join(sharedData, 'ml-1m');
    const report = await store.importDataset({ path }, context);
    expect(report).toMatchObject({ rows: 1_000_209, users: 6040, films: 3706, numSkipped: 0, unchanged: false });
    expect(report.sha256).toBe('b96fa2cb0ad3f0aa2b656a97ba0d8be1b7bfd24963b6e213fca45378c0a93e93');
    expect(await store.importDataset({ path }, context)).toEqual({ ...report, unchanged: true });
    const dataset = store.load('ml-1m');
    expect(dataset.scale).toEqual({ min: 1, max: 5, step: 1 });
    const histogram = [0, 0, 0, 0, 0, 0];
    for (const rating of dataset.interactions.ratings) histogram[rating]!++;
    expect(histogram.slice(1)).toEqual([56_174, 107_557, 261_197, 348_971, 226_310]);
    expect(dataset.demographics[0]).toEqual({ age: 1, gender: 'F', occupation: 10 });
    expect(dataset.films.some((film) => film.title === 'City of Lost Children, The')).toBe(true);
    // Latin-1 letters of movies.dat.
    expect(dataset.films.some((film) => film.title.includes('é'))).toBe(true);
  });
});
