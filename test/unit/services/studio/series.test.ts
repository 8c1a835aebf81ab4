import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import type { Grid } from '../../../../src-main/contract/grids.ts';
import { decodeImage } from '../../../../src-main/core/diffusion/imageCodec.ts';
import { atRest, done } from '../../../helpers/jobEnds.ts';
import { openTestApplication, type TestApplication } from '../../../helpers/testApplication.ts';
import { becomesTrue, picturesOfBatch } from '../../../helpers/waiting.ts';
import { TINY_PAINTER, writeTinyPainter } from '../../../helpers/tinyPainter.ts';

vi.setConfig({ testTimeout: 240_000, hookTimeout: 240_000 });

/** Sheets and posters for several films on a real painter, in the compute process. */
describe('series of pictures', () => {
  let app: TestApplication;
  const shown: string[] = [];
  const settings = { prompt: 'a red poster', genres: ['Drama'], seed: 7, steps: 2, guidance: 1.5 };
  const fileOf = async (imageId: string): Promise<Buffer> => Buffer.from((await app.client.images.file({ imageId })).base64, 'base64');

  beforeAll(async () => {
    app = await openTestApplication({ revealFile: (path) => void shown.push(path) });
    await writeTinyPainter(app.dataDir);
  });
  afterAll(() => app?.close());

  it('paints every pair of two settings, each as its own recipe says, and one sheet of all', async () => {
    const grid: Grid = { x: { axis: 'seed', values: [7, 8, 9] }, y: { axis: 'steps', values: [1, 2] } };
    const { jobId, batchId } = await app.client.images.paintGrid({ settings, grid });
    expect(await done(app.client, jobId)).toMatchObject({
      title: 'Paint a sheet, seed by steps',
      summary: '6 pictures painted, and a sheet of all.',
    });
    const { images } = await app.client.images.list({ batchId });
    const sheet = images.find((image) => image.grid !== null)!;
    const cells = images.filter((image) => image.grid === null).sort((a, b) => a.imageId.localeCompare(b.imageId));
    expect(cells.map(({ seed, steps }) => `${seed} ${steps}`)).toEqual(['7 1', '8 1', '9 1', '7 2', '8 2', '9 2']);
    expect(sheet).toMatchObject({ imageId: `${batchId}-sheet`, prompt: 'a red poster', grid, filmId: null });
    // A cell is the picture that its recipe makes on its own.
    const alone = await app.client.images.paint({ ...settings, seed: 8 });
    await done(app.client, alone.jobId);
    expect((await fileOf(`${alone.batchId}-1`)).equals(await fileOf(`${batchId}-5`))).toBe(true);
    // Three columns of 16 x 15 pixels and a gap of 4, beside the labels.
    const { width, height, pixels } = await decodeImage(await fileOf(sheet.imageId));
    expect([width, height]).toEqual([sheet.width, sheet.height]);
    expect(width).toBeGreaterThan(3 * 244);
    expect(height).toBeGreaterThan(2 * 364);
    const bright = (x0: number, x1: number, y0: number, y1: number): number => {
      let n = 0;
      for (let y = y0; y < y1; y++) for (let x = x0; x < x1; x++) if (pixels[3 * (y * width + x)]! > 150) n++;
      return n;
    };
    const left = width - 3 * 244 - 4;
    const top = height - 2 * 364 - 4;
    expect(bright(0, left, top, height), 'labels of the rows').toBeGreaterThan(50);
    expect(bright(left, width, top - 26, top - 2), 'labels of the columns').toBeGreaterThan(50);
    expect(await app.client.images.readRecipe({ base64: (await fileOf(sheet.imageId)).toString('base64') })).toMatchObject({
      prompt: 'a red poster',
    });
    expect(readdirSync(join(app.dataDir, 'images')).filter((name) => name.endsWith('.tmp'))).toEqual([]);
  });

  it('paints a poster for each of several films, and keeps what is done when it is cancelled', async () => {
    const first = await app.client.images.paintFilms({ filmIds: [1, 2], settings: { seed: 2 ** 31 - 1, steps: 1 } });
    expect((await done(app.client, first.jobId)).title).toBe('Paint posters for 2 films');
    const painted = (await app.client.images.list({ batchId: first.batchId, sort: 'film' })).images;
    expect(painted.map(({ filmId, seed }) => [filmId, seed])).toEqual([
      [1, 2 ** 31 - 1],
      [2, 0],
    ]);
    expect(painted[0]!.genres).toContain('Animation');
    const { films, models } = await app.client.images.facets();
    expect(films.map(({ title }) => title)).toContain('Toy Story');
    expect(models.map(({ model }) => model)).toEqual([TINY_PAINTER]);

    const { jobId, batchId } = await app.client.images.paintFilms({ filmIds: [1, 2, 3, 4, 5], settings: { seed: 1, steps: 60 } });
    const pictures = (): number => picturesOfBatch(join(app.dataDir, 'images'), batchId).length;
    await becomesTrue(() => pictures() >= 2);
    await app.client.jobs.pause({ jobId });
    const paused = await app.client.images.list({ batchId });
    expect(paused.total).toBeGreaterThanOrEqual(2);
    expect(paused.total).toBeLessThan(5);
    await app.client.jobs.resume({ jobId });
    await becomesTrue(() => pictures() >= 3);
    await app.client.jobs.cancel({ jobId });
    expect((await atRest(app.client, jobId)).state).toBe('cancelled');
    const kept = await app.client.images.list({ batchId, sort: 'film' });
    expect(kept.total).toBeGreaterThanOrEqual(3);
    expect(kept.images.map(({ filmId }) => filmId)).toEqual([1, 2, 3, 4, 5].slice(0, kept.total));
  });

  it('shows a picture in its folder where the host has a desktop, and says where it lies where there is none', async () => {
    const { imageId } = (await app.client.images.list({ limit: 1 })).images[0]!;
    const path = join(app.dataDir, 'images', `${imageId}.png`);
    expect(await app.client.images.reveal({ imageId })).toEqual({ path, isShown: true });
    expect(shown).toEqual([path]);
    const without = await openTestApplication({ dataDir: app.dataDir });
    expect(await without.client.images.reveal({ imageId })).toEqual({ path, isShown: false });
    await without.close();
  });
});
