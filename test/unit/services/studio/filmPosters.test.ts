import { readdirSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { decodeImage } from '../../../../src-main/core/diffusion/imageCodec.ts';
import { done } from '../../../helpers/jobEnds.ts';
import { openTestApplication, type TestApplication } from '../../../helpers/testApplication.ts';
import { writeTinyPainter } from '../../../helpers/tinyPainter.ts';

vi.setConfig({ testTimeout: 240_000, hookTimeout: 240_000 });

describe('a painted picture as the poster of a film', () => {
  let app: TestApplication;
  let imageId: string;
  const posters = (): string => join(app.dataDir, 'images', 'posters');
  const shown = async () => (await app.client.catalog.film({ filmId: 1 })).posterUrl;
  const mediaOf = (url: string | null) => app.application.media(url!.replace('/media/', ''));

  beforeAll(async () => {
    app = await openTestApplication();
    await writeTinyPainter(app.dataDir);
    const { jobId, batchId } = await app.client.images.paint({ filmId: 1, seed: 3, steps: 1 });
    await done(app.client, jobId);
    imageId = (await app.client.images.list({ batchId })).images[0]!.imageId;
  });
  afterAll(() => app?.close());

  it('is shown wherever the film is, with the title, layout and words that were chosen', async () => {
    expect(await shown()).toBeNull();
    const film = await app.client.images.keepPoster({ imageId, filmId: 1, layout: 'cut', tagline: '  Toys wake up. ' });
    expect(film.posterUrl).toMatch(/^\/media\/kept-1-\d+$/);
    const { paintedPoster, posterUrl } = await app.client.catalog.film({ filmId: 1 });
    expect([paintedPoster, posterUrl]).toEqual([{ imageId, layout: 'cut', tagline: 'Toys wake up.' }, film.posterUrl]);
    const [hit] = (await app.client.catalog.search({ query: 'toy story', limit: 1 })).hits;
    expect(hit!.film.posterUrl).toBe(film.posterUrl);
    const media = await mediaOf(film.posterUrl);
    expect(media!.mediaType).toBe('image/webp');
    expect(await decodeImage(media!.bytes)).toMatchObject({ width: 800, height: 1200 });
    const { base64, fileName } = await app.client.images.keptPoster({ filmId: 1, format: 'svg' });
    expect([Buffer.from(base64, 'base64').toString().includes('data-layout="cut"'), fileName]).toEqual([
      true,
      'toy-story-1995-painted.svg',
    ]);
  });

  it('gives way to the next one under another address', async () => {
    const before = await shown();
    await app.client.images.keepPoster({ imageId, filmId: 1, layout: 'spine' });
    expect(await shown()).not.toBe(before);
    expect((await app.client.catalog.film({ filmId: 1 })).paintedPoster).toMatchObject({ layout: 'spine' });
  });

  it('stays when the picture leaves the gallery and its file the disk, and over a restart; old files are cleared away', async () => {
    await app.client.images.remove({ imageId });
    rmSync(join(app.dataDir, 'images', `${imageId}.png`));
    const shownStem = (await shown())!.replace('/media/kept-', '');
    writeFileSync(join(posters(), 'half.webp.7.tmp'), 'half');
    for (const name of readdirSync(posters())) if (!name.startsWith(shownStem)) utimesSync(join(posters(), name), 1, 1);
    const { dataDir } = app;
    await app.application.close();
    app = await openTestApplication({ dataDir, host: 'browser' });
    expect(await mediaOf(await shown())).not.toBeNull();
    expect(
      readdirSync(posters())
        .map((name) => name.replace(/.*\./, ''))
        .toSorted(),
    ).toEqual(['png', 'webp']);
    expect((await app.client.images.keptPoster({ filmId: 1, width: 200 })).mediaType).toBe('image/png');
  });

  it('is given up for the drawn one', async () => {
    expect((await app.client.images.dropPoster({ filmId: 1 })).posterUrl).toBeNull();
    expect(await shown()).toBeNull();
    await expect(app.client.images.dropPoster({ filmId: 1 })).rejects.toThrow(/keep one in the studio/);
    await expect(app.client.images.keepPoster({ imageId, filmId: 1 })).rejects.toMatchObject({ code: 'not-found' });
  });

  it('is the drawn one again where its file was taken away by hand', async () => {
    const { jobId, batchId } = await app.client.images.paint({ filmId: 1, seed: 3, steps: 1 });
    await done(app.client, jobId);
    await app.client.images.keepPoster({ imageId: `${batchId}-1`, filmId: 1 });
    for (const name of readdirSync(posters())) rmSync(join(posters(), name));
    expect(await mediaOf(await shown())).toBeNull();
    const { dataDir } = app;
    await app.application.close();
    app = await openTestApplication({ dataDir, host: 'browser' });
    expect(await shown()).toBeNull();
    expect(await app.application.media('kept-999999-5')).toBeNull();
  });
});
