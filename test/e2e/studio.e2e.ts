import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { noBrowser, noBrowserReason } from '../helpers/browser.ts';
import { accessibilityFaults, type OpenApp, openApp } from '../helpers/openApp.ts';
import { writeTinyPainter } from '../helpers/tinyPainter.ts';

vi.setConfig({ hookTimeout: 240_000 });

/** The studio as a person meets it, on a real painter of sixteen pixels: one story, told in order. */
describe.skipIf(noBrowser)(`the studio${noBrowserReason}`, () => {
  let app: OpenApp;

  /** axe in both themes, and nothing wider than the window. */
  async function isSound(): Promise<void> {
    expect(await accessibilityFaults(app.page)).toEqual([]);
    for (const width of [320, 800, 1280]) {
      await app.page.setViewportSize({ width, height: 800 });
      await expect
        .poll(() => app.page.evaluate('document.documentElement.scrollWidth - innerWidth'), { message: `${width} wide` })
        .toBeLessThanOrEqual(0);
    }
  }

  beforeAll(async () => {
    app = await openApp();
  });
  afterAll(() => app?.close());

  it('says that there is no painter, and the way out', async () => {
    await app.go('/studio');
    await app.page.getByRole('heading', { name: 'No painter yet' }).waitFor();
    await isSound();
    await app.go('/studio/gallery');
    await app.page.getByRole('heading', { name: 'Nothing painted yet' }).waitFor();
    await isSound();
  });

  it('paints with one button, shows each picture, and keeps it in the gallery', async () => {
    await writeTinyPainter(app.host.dataDir);
    const { page } = app;
    await app.go('/studio');
    await page.reload();
    await page.getByLabel('Prompt').fill('a red poster');
    await page.keyboard.press('Enter');
    const pictures = page.getByRole('region', { name: 'Pictures' }).getByRole('link');
    await expect.poll(() => pictures.count(), { timeout: 60_000 }).toBe(4);
    await page.getByText('Advanced').click();
    await isSound();
    await pictures.first().click();
    await page.getByRole('heading', { name: 'a red poster' }).waitFor();
    await page.getByRole('button', { name: 'Favourite', exact: true }).click();
    await page.getByRole('button', { name: 'No longer a favourite' }).waitFor();
    const download = page.waitForEvent('download');
    await page.getByRole('button', { name: 'Save the picture' }).click();
    expect(readFileSync(await (await download).path(), 'latin1')).toContain('a red poster');
    await isSound();
  });

  it('finds, deletes and brings back', async () => {
    const { page } = app;
    await app.go('/studio/gallery');
    await page.getByText('4 pictures', { exact: true }).waitFor();
    await page.getByText('Favourites only').click();
    await page.getByText('1 picture', { exact: true }).waitFor();
    await isSound();
    await page.locator('main ul a').first().click();
    await page.getByRole('button', { name: 'Delete' }).click();
    await page.getByText('3 pictures', { exact: true }).waitFor();
    await page.getByRole('button', { name: 'Undo' }).click();
    await page.getByRole('heading', { name: 'a red poster' }).waitFor();
    await app.go('/studio/gallery');
    await page.getByRole('textbox', { name: 'Find a picture' }).fill('red');
    await page.getByText('4 pictures', { exact: true }).waitFor();
  });

  it('paints for a film from its page, and sets the title over the picture', async () => {
    const { page } = app;
    await app.go('/film/1');
    await page.getByRole('link', { name: 'Paint a poster' }).click();
    await page.getByText('For Toy Story').waitFor();
    await page.getByRole('button', { name: 'Paint 4' }).click();
    const pictures = page.getByRole('region', { name: 'Pictures' }).getByRole('link');
    await page.getByRole('heading', { name: 'Painted now' }).waitFor({ timeout: 60_000 });
    await pictures.first().click();
    await page.getByRole('img', { name: 'Painted poster for Toy Story' }).waitFor();
    await page.getByRole('radio', { name: 'Frame' }).click();
    await isSound();
    const download = page.waitForEvent('download');
    await page.getByRole('button', { name: 'Poster as SVG' }).click();
    expect(readFileSync(await (await download).path(), 'latin1')).toContain('data-layout="frame"');
    expect(app.complaints).toEqual([]);
  });
});
