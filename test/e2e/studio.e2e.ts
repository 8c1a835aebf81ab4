import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { encodePng } from '../../src-main/core/diffusion/imageCodec.ts';
import { noBrowser, noBrowserReason } from '../helpers/browser.ts';
import { repositoryRoot } from '../helpers/host.ts';
import { accessibilityFaults, type OpenApp, openApp } from '../helpers/openApp.ts';
import { writeTinyPainter } from '../helpers/tinyPainter.ts';

vi.setConfig({ hookTimeout: 240_000, testTimeout: 240_000 });

const LONG = { timeout: 60_000 };

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

  it('is ready to paint, or says that there is no painter and the way out; and shows an empty gallery', async () => {
    await app.go('/studio');
    const isShipped = existsSync(join(repositoryRoot, 'models', 'painter-poster'));
    await app.page.getByRole(isShipped ? 'form' : 'heading', { name: isShipped ? 'What to paint' : 'No painter yet' }).waitFor();
    await isSound();
    if (isShipped) {
      const { page } = app;
      await page.getByText('Advanced', { exact: true }).click();
      const guidance = page.getByRole('slider', { name: /^Guidance: / });
      expect(await guidance.isEnabled()).toBe(true);
      await page.getByRole('button', { name: /Sampler$/ }).click();
      await page.getByRole('option', { name: 'Consistency, few steps' }).click();
      await page.getByText(/Its guidance was learnt and cannot be changed/).waitFor();
      expect(await guidance.isDisabled()).toBe(true);
      await isSound();
      await page.getByRole('button', { name: /Sampler$/ }).click();
      await page.getByRole('option', { name: 'DPM++ 2M' }).click();
    }
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
    const pictures = page.locator('main ul a[href*="/studio/picture/"]');
    await expect.poll(() => pictures.count(), LONG).toBe(4);
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
    await page.getByText('Favourites only').click();
    await page.getByText('4 pictures', { exact: true }).waitFor();
    await page.locator('main ul a').first().click();
    await page.getByRole('button', { name: 'Delete' }).click();
    await page.getByText('3 pictures', { exact: true }).waitFor();
    await page.getByRole('button', { name: 'Undo' }).click();
    await page.getByRole('heading', { name: 'a red poster' }).waitFor();
    await app.go('/studio/gallery');
    await page.getByRole('textbox', { name: 'Find a picture' }).fill('red');
    await page.getByText('4 pictures', { exact: true }).waitFor();
  });

  it('paints a poster for a film that was just rated, sets its title, and shows it wherever the film is', async () => {
    const { page } = app;
    await app.go('/film/1');
    await page.getByText('You would give it about').waitFor();
    await page.keyboard.press('4');
    await page.getByText('You gave it').waitFor();
    await page.getByRole('link', { name: 'Paint a poster' }).click();
    await page.getByText('For Toy Story').waitFor();
    await page.getByRole('button', { name: 'Paint 4' }).click();
    await page.getByRole('heading', { name: 'Painted now' }).waitFor(LONG);
    const finished = page.getByRole('region', { name: 'Finished' });
    await finished.getByRole('img', { name: 'Painted poster for Toy Story' }).waitFor(LONG);
    await expect.poll(() => page.locator('main ul a[href*="/studio/picture/"]').count(), LONG).toBe(4);
    await finished.getByRole('radio', { name: 'Foot slab' }).focus();
    for (let i = 0; i < 4; i++) await page.keyboard.press('ArrowRight');
    expect(await finished.getByRole('radio', { name: 'Cut paper' }).isChecked()).toBe(true);
    await finished.getByLabel('Tagline').fill('The toys are awake.');
    await isSound();
    await finished.getByRole('button', { name: 'Keep as the film’s poster' }).click();
    await finished.getByRole('button', { name: 'Use the drawn poster again' }).waitFor();
    const download = page.waitForEvent('download');
    await finished.getByRole('button', { name: 'Save the poster' }).click();
    await page.getByRole('menuitem', { name: /Drawing/ }).click();
    expect(readFileSync(await (await download).path(), 'latin1')).toContain('data-layout="cut"');

    await app.go('/film/1');
    const poster = page.locator('main img[src*="/media/kept-1-"]').first();
    await expect.poll(() => poster.evaluate((image) => (image as unknown as { naturalWidth: number }).naturalWidth)).toBe(800);
    await app.go('/library/rated');
    await page.locator('main img[src*="/media/kept-1-"]').first().waitFor();
    await app.go('/film/1');
    await page.getByRole('button', { name: 'Use the drawn poster again' }).click();
    await page.getByText('Drawn from the title, year and genres.').waitFor();
    await app.go('/discover');
    await page.getByRole('button', { name: 'Paint the first ten' }).click();
    const live = page.getByRole('region', { name: 'Being painted' });
    await page.getByRole('heading', { name: 'Painted now' }).waitFor(LONG);
    while (await live.isVisible())
      await live
        .getByRole('button', { name: 'Cancel' })
        .click({ timeout: 2_000 })
        .catch(() => undefined);
    expect(app.complaints).toEqual([]);
  });

  it('paints from a picture of the gallery and from a file, and refuses what is none', async () => {
    const { page } = app;
    await app.go('/studio/gallery');
    await page.locator('main ul a[href*="/studio/picture/"]').last().click();
    await page.getByRole('button', { name: 'Change this picture' }).click();
    await page.getByRole('img', { name: 'What is painted from' }).waitFor();
    await page.getByRole('button', { name: 'Paint from nothing' }).click();
    const choose = async (name: string, buffer: Buffer): Promise<void> => {
      const chooser = page.waitForEvent('filechooser');
      await page.getByRole('button', { name: 'Paint from a picture' }).click();
      await (await chooser).setFiles({ name, mimeType: 'image/png', buffer });
    };
    await choose('words.png', Buffer.from('only words, whatever the name says'));
    await page.getByText(/no PNG, JPEG or WebP picture/).waitFor();
    await page.getByText('Close', { exact: true }).click();
    const colours = { width: 40, height: 30, pixels: Uint8Array.from({ length: 3600 }, (_, i) => i % 251) };
    await choose('colours.png', Buffer.from(await encodePng(colours)));
    await page.getByRole('img', { name: 'What is painted from' }).waitFor();
    await page.getByRole('button', { name: /^Paint \d$/ }).click();
    await page.getByRole('heading', { name: 'Painted now' }).waitFor(LONG);
    expect(app.complaints).toEqual([]);
  });

  it('shows what waits, and lets it be moved and cancelled one by one', async () => {
    const { page } = app;
    // A hundred pictures of two hundred steps: even the tiny painter is still at it when the others have been moved.
    await page.getByText('Sheet of two settings').click();
    await page.getByLabel('Values of seed').fill('1, 2, 3, 4, 5, 6, 7, 8, 9, 10');
    await page.getByRole('button', { name: /Down$/ }).click();
    await page.getByRole('option', { name: 'Steps' }).click();
    await page.getByLabel('Values of steps').fill('200, 199, 198, 197, 196, 195, 194, 193, 192, 191');
    await page.getByRole('button', { name: 'Paint a sheet of 100' }).click();
    const live = page.getByRole('region', { name: 'Being painted' });
    await live.getByText(/Step \d+ of \d+/).waitFor(LONG);
    await live.getByRole('img', { name: /^Number \d+ as far as it is painted/ }).waitFor(LONG);
    const waiting = page.getByRole('region', { name: 'Queue' }).getByRole('listitem');
    for (const [before, prompt] of ['second', 'third', 'fourth'].entries()) {
      await page.getByLabel('Prompt').fill(prompt);
      await page.keyboard.press('Enter');
      await expect.poll(() => waiting.count(), LONG).toBe(before + 1);
    }
    await page.getByRole('button', { name: /^Earlier: Paint "fourth"/ }).click();
    await expect
      .poll(() => waiting.allInnerTexts(), LONG)
      .toEqual(['second', 'fourth', 'third'].map((words) => expect.stringContaining(words)));
    await page.getByRole('button', { name: /^Cancel Paint "second"/ }).click();
    await expect.poll(() => waiting.count(), LONG).toBe(2);
    await live.getByText('Live preview').click();
    await expect.poll(() => live.getByRole('img').count(), LONG).toBe(0);
    await isSound();
    for (const words of ['third', 'fourth']) await page.getByRole('button', { name: new RegExp(`^Cancel Paint "${words}"`) }).click();
    await waiting.first().waitFor({ state: 'detached', ...LONG });
    await live.getByRole('button', { name: 'Cancel' }).click();
    await live.waitFor({ state: 'detached', ...LONG });
    // What was finished stays.
    await page.getByRole('heading', { name: 'Painted now' }).waitFor();
    expect(app.complaints).toEqual([]);
  });
});
