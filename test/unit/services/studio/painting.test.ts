import { copyFileSync, mkdirSync, readdirSync, readFileSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { decodeImage } from '../../../../src-main/core/diffusion/imageCodec.ts';
import { openPersonStore } from '../../../../src-main/core/storage/personStore.ts';
import { choosePainter } from '../../../../src-main/services/studio/painters.ts';
import { atRest, done } from '../../../helpers/jobEnds.ts';
import { openTestApplication, type TestApplication } from '../../../helpers/testApplication.ts';
import { becomesTrue, picturesOfBatch } from '../../../helpers/waiting.ts';
import { TINY_PAINTER, writeTinyPainter } from '../../../helpers/tinyPainter.ts';

vi.setConfig({ testTimeout: 240_000, hookTimeout: 240_000 });

/** The studio on a real painter: a trained one, in the compute process. */
describe('painting into the gallery', () => {
  let app: TestApplication;
  const recipe = { prompt: 'a red poster', genres: ['Drama'], decade: 1970, seed: 7, steps: 2, guidance: 1.5 };
  const folder = (): string => join(app.dataDir, 'images');
  /** Whole pictures of an order: streams tell of them a few times a second only, and a quick machine paints several meanwhile. */
  const pictures = (batchId: string): string[] => picturesOfBatch(folder(), batchId);

  beforeAll(async () => {
    app = await openTestApplication();
  });
  afterAll(() => app?.close());

  it('says in one sentence that there is no painter, and the way out; takes one’s own in place of the one that ships', async () => {
    expect(() => choosePainter([], null)).toThrow(/no painter yet: train one/);
    await expect(app.client.images.paint({ seed: 1, model: 'nobody' })).rejects.toMatchObject({ code: 'not-found' });
    await writeTinyPainter(app.dataDir);
    expect(await app.client.images.painters()).toEqual([
      { name: TINY_PAINTER, origin: 'trained', width: 16, height: 24, canEnlarge: false, hasFewSteps: false },
    ]);
  });

  it('paints, keeps the recipe, and gives the same bytes for the same recipe', async () => {
    const first = await app.client.images.paint({ ...recipe, count: 2 });
    expect((await done(app.client, first.jobId)).summary).toBe('2 pictures painted.');
    const { images, total } = await app.client.images.list({ batchId: first.batchId });
    expect(total).toBe(2);
    expect(images.map(({ picture }) => picture).toSorted((a, b) => a - b)).toEqual([0, 1]);
    expect(images[0]).toMatchObject({ ...recipe, model: TINY_PAINTER, width: 16, height: 24, sampler: 'dpm++2m', filmId: null });
    const again = await app.client.images.paint(recipe);
    await done(app.client, again.jobId);
    const fileOf = async (batchId: string): Promise<string> => (await app.client.images.file({ imageId: `${batchId}-1` })).base64;
    expect(await fileOf(again.batchId)).toBe(await fileOf(first.batchId));
    const media = await app.application.media(`painted-${again.batchId}-1`);
    expect(Buffer.from(media!.bytes).toString('base64')).toBe(await fileOf(again.batchId));
    expect(await app.client.images.readRecipe({ base64: await fileOf(again.batchId) })).toMatchObject({ ...recipe, sampler: 'dpm++2m' });
  });

  it('shows the picture while it is painted, and counts its steps', async () => {
    const { jobId, batchId } = await app.client.images.paint({ ...recipe, steps: 12 });
    const counted: (string | number | null)[] = [];
    const watching = (async () => {
      for await (const { job } of await app.client.jobs.watch()) {
        if (job.jobId !== jobId) continue;
        if (job.unit === 'steps') counted.push(job.phase, job.total);
        if (job.state === 'done') return;
      }
    })();
    for await (const preview of await app.client.images.watchPreviews()) {
      expect(preview).toMatchObject({ batchId, picture: 0, width: 16, height: 24 });
      expect(await decodeImage(Buffer.from(preview.pngBase64, 'base64'))).toMatchObject({ width: 16, height: 24 });
      break;
    }
    await watching;
    expect(new Set(counted)).toEqual(new Set(['Painting picture 1 of 1', 12]));
  });

  it('paints from a picture: the recipe says which, and gives the same bytes after it has left the gallery', async () => {
    const { imageId } = (await app.client.images.list({ text: 'red', limit: 1 })).images[0]!;
    const kept = await app.client.images.keepStart({ imageId });
    expect(kept).toMatchObject({ width: 16, height: 24 });
    const { base64 } = await app.client.images.file({ imageId });
    expect((await app.client.images.keepStart({ base64 })).startId).toBe(kept.startId);
    expect((await app.application.media(`start-${kept.startId}`))!.mediaType).toBe('image/png');
    const start = { startId: kept.startId, strength: 0.4 };
    const changed = async () => {
      const { jobId, batchId } = await app.client.images.paint({ ...recipe, steps: 4, seed: 12, start, guidanceInterval: [0.2, 0.9] });
      await done(app.client, jobId);
      return `${batchId}-1`;
    };
    const first = await changed();
    expect(await app.client.images.get({ imageId: first })).toMatchObject({ start, guidanceInterval: [0.2, 0.9] });
    await app.client.images.remove({ imageId });
    const bytes = async (id: string) => (await app.client.images.file({ imageId: id })).base64;
    expect(await bytes(await changed())).toBe(await bytes(first));
    expect(await app.client.images.readRecipe({ base64: await bytes(first) })).toMatchObject({ start, guidanceInterval: [0.2, 0.9] });
    await app.client.images.restore({ imageId });
    await expect(app.client.images.paint({ seed: 1, start: { startId: '0'.repeat(12), strength: 0.5 } })).rejects.toThrow(
      /choose it again/,
    );
    const noPicture = Buffer.from('<svg onload="alert(1)"/>').toString('base64');
    await expect(app.client.images.keepStart({ base64: noPicture })).rejects.toThrow(/no PNG, JPEG or WebP/);
    const cutOff = Buffer.from(await bytes(first), 'base64')
      .subarray(0, 300)
      .toString('base64');
    await expect(app.client.images.keepStart({ base64: cutOff })).rejects.toThrow(/damaged/);
  });

  it('keeps what was finished when it is cancelled, with no half file', async () => {
    const { jobId, batchId } = await app.client.images.paint({ ...recipe, steps: 40, count: 60 });
    await becomesTrue(() => pictures(batchId).length >= 2);
    await app.client.jobs.cancel({ jobId });
    expect((await atRest(app.client, jobId)).state).toBe('cancelled');
    const { total } = await app.client.images.list({ batchId });
    expect(total).toBeGreaterThanOrEqual(2);
    expect(total).toBeLessThan(60);
    expect(pictures(batchId)).toHaveLength(total);
  });

  it('goes on after a pause with the first picture that is missing', async () => {
    const order = { ...recipe, seed: 8, steps: 20, count: 4 };
    const { jobId, batchId } = await app.client.images.paint(order);
    await becomesTrue(() => pictures(batchId).length >= 1);
    expect((await app.client.jobs.pause({ jobId })).state).toBe('paused');
    const first = readFileSync(join(folder(), `${batchId}-1.png`));
    await app.client.jobs.resume({ jobId });
    await done(app.client, jobId);
    expect((await app.client.images.list({ batchId })).total).toBe(4);
    expect(readFileSync(join(folder(), `${batchId}-1.png`)).equals(first)).toBe(true);
    const whole = await app.client.images.paint(order);
    await done(app.client, whole.jobId);
    for (const n of [1, 3, 4])
      expect(
        readFileSync(join(folder(), `${batchId}-${n}.png`)).equals(readFileSync(join(folder(), `${whole.batchId}-${n}.png`))),
        `${n}`,
      ).toBe(true);
  });

  it('paints for a film from its genres and decade, and sets its title over the picture', async () => {
    const { jobId, batchId } = await app.client.images.paint({ filmId: 1, seed: 3, steps: 2 });
    expect((await done(app.client, jobId)).title).toBe('Paint Toy Story');
    const { images } = await app.client.images.list({ filmId: 1 });
    expect(images[0]).toMatchObject({ batchId, filmId: 1, decade: 1990 });
    expect(images[0]!.genres).toContain('Animation');
    const { imageId } = images[0]!;
    for (const layout of ['foot', 'head', 'spine', 'frame'] as const) {
      const svg = await app.client.images.poster({ imageId, filmId: 1, layout, format: 'svg' });
      const drawing = Buffer.from(svg.base64, 'base64').toString();
      expect(drawing).toContain(`data-layout="${layout}"`);
      expect(drawing).not.toContain('<text');
    }
    const png = await app.client.images.poster({ imageId, filmId: 1, width: 300 });
    expect(png).toMatchObject({ fileName: 'toy-story-1995-painted.png', mediaType: 'image/png' });
  });

  it('rates, marks, deletes with undo, and tells a missing file from a missing picture', async () => {
    const [{ imageId } = { imageId: '' }] = (await app.client.images.list({ filmId: 1 })).images;
    expect(await app.client.images.update({ imageId, rating: 4, isFavourite: true })).toMatchObject({ rating: 4, isFavourite: true });
    expect((await app.client.images.list({ favourites: true })).images.map((image) => image.imageId)).toEqual([imageId]);
    await app.client.images.remove({ imageId });
    expect((await app.client.images.list({ filmId: 1 })).total).toBe(0);
    expect(await app.application.media(`painted-${imageId}`)).toBeNull();
    await expect(app.client.images.get({ imageId })).rejects.toThrow(/may have been deleted/);
    expect(await app.client.images.restore({ imageId })).toMatchObject({ rating: 4, isFavourite: true });
    rmSync(join(folder(), `${imageId}.png`));
    await expect(app.client.images.file({ imageId })).rejects.toThrow(/paint it again by its recipe/);
    expect(await app.application.media(`painted-${imageId}`)).toBeNull();
  });

  it('takes a recipe from elsewhere as text: what makes no sense is left out', async () => {
    const hostile = Buffer.from('no picture at all, far from it, only a line of words').toString('base64');
    await expect(app.client.images.readRecipe({ base64: hostile })).rejects.toMatchObject({ code: 'data-invalid' });
    await expect(app.client.images.paint({ seed: 1, filmId: 99_999_999 })).rejects.toMatchObject({ code: 'not-found' });
  });

  it('takes in at the next start what a killed process had finished, and clears away the half', async () => {
    const { imageId } = (await app.client.images.list({ text: 'red', limit: 1 })).images[0]!;
    const dataDir = join(app.folder, 'killed');
    const images = join(dataDir, 'images');
    mkdirSync(images, { recursive: true });
    // As a kill in the middle of the second picture leaves it: the job runs, one file is whole, another is not.
    const person = openPersonStore(dataDir, { clock: Date.now });
    const start = { startId: 'a'.repeat(12), strength: 0.5 };
    const order = { ...recipe, negativePrompt: '', sampler: 'dpm++2m', count: 3, enlarge: true, filmId: null, model: TINY_PAINTER, start };
    // To paint from: one that the order needs, one that nothing does, both of long ago; and one of today.
    mkdirSync(join(images, 'starts'));
    for (const letter of ['a', 'b', 'c']) {
      const path = join(images, 'starts', `${letter.repeat(12)}.png`);
      writeFileSync(path, 'pixels');
      if (letter !== 'c') utimesSync(path, 1, 1);
    }
    person.jobs.save({
      jobId: 'killed',
      kind: 'paint',
      title: 'Paint',
      state: 'running',
      phase: 'Painting picture 2 of 3',
      done: 1,
      total: 2,
      unit: 'steps',
      createdAt: 1,
      finishedAt: null,
      summary: null,
      error: null,
      subject: 'batch',
      place: 1,
      input: { work: 'paint', batchId: 'batch', ...order },
      result: null,
    });
    person.close();
    copyFileSync(join(folder(), `${imageId}.png`), join(images, 'batch-1.png'));
    writeFileSync(join(images, 'batch-2.png.1.tmp'), 'half');
    const second = await openTestApplication({ dataDir, host: 'browser' });
    expect(readdirSync(images)).toEqual(['batch-1.png', 'starts']);
    expect(readdirSync(join(images, 'starts'))).toEqual(['a', 'c'].map((letter) => `${letter.repeat(12)}.png`));
    expect((await second.client.images.list({ batchId: 'batch' })).images).toMatchObject([{ imageId: 'batch-1', prompt: 'a red poster' }]);
    expect(await second.client.jobs.list()).toMatchObject([{ state: 'interrupted', canResume: true }]);
    await second.close();
  });
});
