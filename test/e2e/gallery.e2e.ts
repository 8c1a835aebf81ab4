import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { noBrowser, noBrowserReason } from '../helpers/browser.ts';
import { accessibilityFaults, type OpenApp, openApp } from '../helpers/openApp.ts';
import { writeTinyPainter } from '../helpers/tinyPainter.ts';

vi.setConfig({ hookTimeout: 240_000, testTimeout: 240_000 });

const LONG = { timeout: 120_000 };

/** What a person does with painted pictures: one story, told in order, on a real painter of sixteen pixels. */
describe.skipIf(noBrowser)(`the gallery${noBrowserReason}`, () => {
  let app: OpenApp;

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
    await writeTinyPainter(app.host.dataDir);
  });
  afterAll(() => app?.close());

  it('paints a sheet of two settings and keeps it', async () => {
    const { page } = app;
    await app.go('/studio');
    await page.getByLabel('Prompt').fill('a red poster');
    await page.getByText('Sheet of two settings').click();
    await page.getByLabel('Values of guidance').fill('1, 99');
    await page.getByText('Up to ten numbers from 0 to 20').waitFor();
    await page.getByLabel('Values of guidance').fill('1, 3');
    await page.getByLabel('Values of seed').fill('5, 6');
    await isSound();
    await page.getByRole('button', { name: 'Paint a sheet of 4' }).click();
    await page.getByRole('link', { name: 'Sheet of a red poster, seed by guidance' }).waitFor(LONG);
    await page.getByRole('link', { name: 'Sheet of a red poster, seed by guidance' }).click();
    await page.getByRole('heading', { name: 'Sheet: seed by guidance' }).waitFor();
    const download = page.waitForEvent('download');
    await page.getByRole('button', { name: 'Save the sheet' }).click();
    expect(readFileSync(await (await download).path(), 'latin1')).toContain('Script: X/Y grid');
    await isSound();
  });

  it('is rated by keys, filtered and sorted', async () => {
    const { page } = app;
    await app.go('/studio/gallery');
    await page.getByText('5 pictures', { exact: true }).waitFor();
    const cell = page.getByRole('link', { name: /^a red poster, seed 6/ }).first();
    await cell.focus();
    await page.keyboard.press('4');
    await page.getByRole('link', { name: /seed 6, picture 1, rated 4 stars/ }).waitFor();
    await page.getByRole('button', { name: 'Any rating' }).click();
    await page.getByRole('option', { name: '4 stars or more' }).click();
    await page.getByText('1 picture', { exact: true }).waitFor();
    await isSound();
    await page.getByRole('button', { name: 'Dates' }).click();
    await page.getByLabel('Until').fill('2001-01-01');
    await page.keyboard.press('Escape');
    await page.getByRole('heading', { name: 'No such picture' }).waitFor();
    await page.getByRole('button', { name: 'Show all' }).click();
    await page.getByRole('button', { name: 'Newest first' }).click();
    await page.getByRole('option', { name: 'Best rated first' }).click();
    await expect.poll(() => page.locator('main ul a').first().getAttribute('aria-label')).toContain('rated 4 stars');
  });

  it('compares two pictures with a line that keys move by two percent', async () => {
    const { page } = app;
    await page.getByRole('button', { name: 'Choose' }).click();
    const pictures = page.getByRole('button', { name: /^a red poster, seed/ });
    await pictures.nth(0).click();
    await pictures.nth(1).click();
    await page.getByText('2 pictures chosen').waitFor();
    await isSound();
    await page.getByRole('button', { name: 'Compare two' }).click();
    const line = page.getByRole('slider', { name: 'Line between the two pictures' });
    await line.focus();
    for (const key of ['ArrowLeft', 'ArrowLeft', 'ArrowRight']) await page.keyboard.press(key);
    expect(await line.getAttribute('aria-valuenow')).toBe('48');
    await page.keyboard.press('End');
    expect(await line.getAttribute('aria-valuenow')).toBe('100');
    const box = (await page.getByRole('img', { name: /^At the left/ }).boundingBox())!;
    await page.mouse.move(box.x + box.width - 2, box.y + 40);
    await page.mouse.down();
    await page.mouse.move(box.x + box.width / 4, box.y + 60, { steps: 4 });
    await page.mouse.up();
    expect(Number(await line.getAttribute('aria-valuenow'))).toBe(25);
    await page.getByRole('columnheader', { name: 'Differs' }).waitFor();
    await isSound();
  });

  it('reads the recipe of a dropped picture, and refuses what is none', async () => {
    const { page } = app;
    await app.go('/studio/gallery');
    const drop = async (name: string, bytes: Buffer): Promise<void> => {
      const transfer = await page.evaluateHandle(`(() => {
        const bytes = Uint8Array.from(atob('${bytes.toString('base64')}'), (letter) => letter.charCodeAt(0));
        const data = new DataTransfer();
        data.items.add(new File([bytes], '${name}', { type: 'image/png' }));
        return data;
      })()`);
      await page.getByRole('heading', { name: 'Studio' }).dispatchEvent('drop', { dataTransfer: transfer });
    };
    await drop('hostile.png', Buffer.from('<svg onload=alert(1)>, which is no picture of the right kind'));
    await page.getByText('This file is no PNG picture; choose one that is.').waitFor();
    await page
      .getByRole('button', { name: /close|dismiss|ok/i })
      .first()
      .click();
    const address = await page.locator('main ul img').last().getAttribute('src');
    const picture = await (await page.request.get(new URL(address!, app.host.origin).href)).body();
    await drop('picture.png', picture);
    await page.getByRole('heading', { name: 'What this picture says of itself' }).waitFor();
    await isSound();
    await page.getByRole('button', { name: 'Use these settings' }).click();
    await expect.poll(() => page.getByLabel('Prompt').inputValue()).toBe('a red poster');
  });

  it('paints variations, and posters for the ten best', async () => {
    const { page } = app;
    await app.go('/studio/gallery');
    await page.getByRole('link', { name: /seed 6, picture 1, rated 4 stars/ }).click();
    const stars = page.getByRole('slider', { name: 'Your rating for this picture' });
    await stars.focus();
    await page.keyboard.press('ArrowRight');
    await page.getByRole('status').filter({ hasText: 'Rated 5 of 5' }).waitFor();
    await page.getByRole('button', { name: 'Copy its path' }).click();
    await page
      .getByRole('status')
      .filter({ hasText: /\.png$/ })
      .waitFor();
    await isSound();
    await page.getByRole('button', { name: 'Variations' }).click();
    await page.waitForURL(/#\/studio$/);
    const painted = async (): Promise<string | null> => {
      await app.go('/studio');
      await app.go('/studio/gallery');
      return await page.getByText(/^\d+ pictures$/).textContent();
    };
    await expect.poll(painted, LONG).toBe('9 pictures');
    await app.go('/studio');
    const pictures = page.getByRole('region', { name: 'Pictures' }).locator('ul').getByRole('link');
    await page.getByRole('button', { name: 'Paint posters for my ten best' }).click();
    await expect.poll(() => pictures.count(), LONG).toBe(10);
    expect(app.complaints).toEqual([]);
  });
});
