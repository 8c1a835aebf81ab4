import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { imageSorts } from '../../../../src-main/contract/images.ts';
import { orderOf } from '../../../../src-main/core/storage/person/imageQuery.ts';
import type { StoredImage } from '../../../../src-main/core/storage/person/images.ts';
import { openPersonStore, type PersonStore } from '../../../../src-main/core/storage/personStore.ts';
import { openDatabase } from '../../../../src-main/core/storage/database.ts';

const COUNT = 25_000;
const SUBJECTS = ['harbour', 'forest', 'street', '100% rain', 'desert'];

const image = (n: number): StoredImage => ({
  imageId: `batch${Math.floor(n / 4)}-${(n % 4) + 1}`,
  batchId: `batch${Math.floor(n / 4)}`,
  file: `batch${Math.floor(n / 4)}-${(n % 4) + 1}.png`,
  createdAt: 1_700_000_000_000 + 1000 * n,
  prompt: `a ${SUBJECTS[n % SUBJECTS.length]} at night, number ${n}`,
  negativePrompt: '',
  genres: n % 2 === 0 ? ['Drama'] : ['Western'],
  decade: null,
  seed: n % 1000,
  picture: n % 4,
  steps: 20,
  guidance: 2,
  guidanceInterval: [0, 1],
  start: null,
  sampler: 'euler',
  width: 64,
  height: 96,
  model: n % 10 === 0 ? 'mine' : 'poster',
  modelHash: 'abc',
  filmId: n % 100 === 0 ? 1 : null,
  ms: null,
  rating: null,
  isFavourite: false,
  grid: null,
});

describe('the gallery at 25,000 pictures', () => {
  const folder = mkdtempSync(join(tmpdir(), 'marquee-gallery-'));
  let person: PersonStore;
  beforeAll(() => {
    openPersonStore(folder, { clock: () => 1 }).close();
    // One transaction for all: what is tested is reading.
    const database = openDatabase(join(folder, 'person.db'), { durability: 'durable' });
    const insert = database.prepare(
      `INSERT INTO images (image_id, batch_id, file, created_at, prompt, negative_prompt, genres, seed, picture, steps, guidance, sampler, width, height,
         model, model_hash, film_id) VALUES (?, ?, ?, ?, ?, '', ?, ?, ?, 20, 2, 'euler', 64, 96, ?, 'abc', ?)`,
    );
    database.transaction(() => {
      for (let n = 0; n < COUNT; n++) {
        const { imageId, batchId, file, createdAt, prompt, genres, seed, picture, model, filmId } = image(n);
        insert.run(imageId, batchId, file, createdAt, prompt, JSON.stringify(genres), seed, picture, model, filmId);
      }
    })();
    database.close();
    person = openPersonStore(folder, { clock: () => 1 });
  });
  afterAll(() => {
    person?.close();
    rmSync(folder, { recursive: true, force: true });
  });

  it('gives any page, newest first, without a gap or a double', () => {
    const first = person.images.list({}, 0, 100);
    const second = person.images.list({}, 100, 100);
    expect(first.total).toBe(COUNT);
    const numbers = [...first.images, ...second.images].map(({ createdAt }) => (createdAt - 1_700_000_000_000) / 1000);
    expect(numbers).toEqual(Array.from({ length: 200 }, (_, i) => COUNT - 1 - i));
    expect(person.images.list({}, COUNT - 1, 10).images).toEqual([image(0)]);
  });

  it.each(imageSorts)('reads a page in the order "%s" through an index, without sorting everything', (sort) => {
    const database = openDatabase(join(folder, 'person.db'), { durability: 'durable' });
    const plan = database
      .prepare(`EXPLAIN QUERY PLAN SELECT * FROM images WHERE deleted_at IS NULL ORDER BY ${orderOf(sort)} LIMIT 60 OFFSET 0`)
      .all() as { detail: string }[];
    database.close();
    const details = plan.map(({ detail }) => detail).join('; ');
    expect(details).toContain('USING INDEX images_');
    expect(details).not.toContain('TEMP B-TREE');
  });

  it('searches by words in any order, seed, model, film and date', () => {
    expect(person.images.list({ text: 'night harbour' }, 0, 5).total).toBe(COUNT / 5);
    expect(person.images.list({ text: 'HARBOUR western' }, 0, 5).total).toBe(COUNT / 10);
    expect(person.images.list({ text: '100%' }, 0, 5).total).toBe(COUNT / 5);
    expect(person.images.list({ text: "'; DROP TABLE images; --" }, 0, 5).total).toBe(0);
    expect(person.images.list({ seed: 17 }, 0, 5).total).toBe(25);
    expect(person.images.list({ model: 'mine', filmId: 1 }, 0, 5).total).toBe(250);
    const day = { from: 1_700_000_000_000 + 10_000, to: 1_700_000_000_000 + 19_000 };
    expect(person.images.list(day, 0, 50).total).toBe(10);
  });

  it('narrows by rating and sorts by date, rating, favourites, painter and film', () => {
    const { images } = person;
    const rated = [17, 4, 9_003, 24_999, 0].map((n, i) => ({ n, rating: i + 1 }));
    for (const { n, rating } of rated) images.update(image(n).imageId, { rating });
    images.update(image(12).imageId, { isFavourite: true });
    expect(images.list({ rating: 3 }, 0, 5).total).toBe(3);
    expect(images.list({ sort: 'rating' }, 0, 6).images.map(({ rating }) => rating)).toEqual([5, 4, 3, 2, 1, null]);
    // Unrated pictures follow, newest first.
    expect(images.list({ sort: 'rating' }, 5, 1).images[0]?.imageId).toBe(image(24_998).imageId);
    expect(images.list({ sort: 'oldest' }, 0, 2).images.map(({ imageId }) => imageId)).toEqual([image(0).imageId, image(1).imageId]);
    expect(images.list({ sort: 'favourites' }, 0, 2).images.map(({ imageId }) => imageId)).toEqual([
      image(12).imageId,
      image(24_999).imageId,
    ]);
    const byPainter = images.list({ sort: 'model' }, 2_499, 2).images;
    expect(byPainter.map(({ model }) => model)).toEqual(['mine', 'poster']);
    const byFilm = images.list({ sort: 'film' }, 249, 2).images;
    expect(byFilm.map(({ filmId }) => filmId)).toEqual([1, null]);
    for (const { n } of rated) images.update(image(n).imageId, { rating: null });
    images.update(image(12).imageId, { isFavourite: false });
  });

  it('counts by what it can be narrowed', () => {
    expect(person.images.facets()).toEqual({
      models: [
        { model: 'poster', images: 22_500 },
        { model: 'mine', images: 2_500 },
      ],
      films: [{ filmId: 1, images: 250 }],
      firstAt: image(0).createdAt,
      lastAt: image(COUNT - 1).createdAt,
    });
  });

  it('keeps the axes of a sheet', () => {
    const grid = { x: { axis: 'seed', values: [1, 2] }, y: { axis: 'steps', values: [5] } };
    const sheet = { ...image(0), imageId: 'sheet', file: 'sheet.png', createdAt: 1, grid };
    person.images.add(sheet);
    expect(person.images.get('sheet')).toEqual(sheet);
    person.images.remove('sheet', 1);
    person.images.purge('sheet');
  });

  it('rates, marks, hides, restores and purges', () => {
    const { images } = person;
    expect(images.update('batch5-1', { rating: 5 })).toBe(true);
    expect(images.update('batch5-1', { isFavourite: true })).toBe(true);
    expect(images.get('batch5-1')).toMatchObject({ rating: 5, isFavourite: true });
    expect(images.update('nowhere', { rating: 5 })).toBe(false);
    expect(images.remove('batch5-1', 100)).toBe(true);
    expect(images.remove('batch5-1', 100)).toBe(false);
    expect(images.get('batch5-1')).toBeNull();
    expect(images.list({ favourites: true }, 0, 5).total).toBe(0);
    expect(images.restore('batch5-1')).toBe(true);
    expect(images.restore('batch5-1')).toBe(false);
    images.purge('batch5-1');
    expect(images.get('batch5-1')).toMatchObject({ rating: 5 });
    images.remove('batch5-1', 100);
    expect(images.deletedBefore(100)).toEqual([]);
    expect(images.deletedBefore(101)).toEqual([{ imageId: 'batch5-1', file: 'batch5-1.png' }]);
    images.purge('batch5-1');
    expect(images.restore('batch5-1')).toBe(false);
    expect(images.add(image(0))).toBe(false);
  });
});
