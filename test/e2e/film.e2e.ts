import { readFile } from 'node:fs/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { decodeImage } from '../../src-main/core/diffusion/imageCodec.ts';
import { noBrowser, noBrowserReason } from '../helpers/browser.ts';
import { accessibilityFaults, type OpenApp, openApp } from '../helpers/openApp.ts';

describe.skipIf(noBrowser)(`the film page${noBrowserReason}`, () => {
  let app: OpenApp;
  beforeAll(async () => {
    app = await openApp();
  });
  afterAll(() => app?.close());

  it('rates by key, shows the own rating instead of a guess, and takes it back', async () => {
    const { page } = app;
    await app.go('/film/858');
    await page.getByRole('heading', { level: 1, name: 'The Godfather' }).waitFor();
    const stars = page.getByRole('slider', { name: 'Your rating for The Godfather' });
    await page.getByText('You would give it about').waitFor();
    await page.keyboard.press('4');
    await expect.poll(() => stars.getAttribute('aria-valuetext')).toBe('4 stars');
    await page.keyboard.press('.');
    await expect.poll(() => stars.getAttribute('aria-valuetext')).toBe('4.5 stars');
    await page.getByText('You gave it').waitFor();
    expect(await page.getByText('You would give it about').count()).toBe(0);
    await page.getByRole('button', { name: 'Take the rating away' }).click();
    await page.getByText('You would give it about').waitFor();
    await page.keyboard.press('z');
    await expect.poll(() => stars.getAttribute('aria-valuetext')).toBe('4.5 stars');
    await page.reload();
    await expect.poll(() => stars.getAttribute('aria-valuetext')).toBe('4.5 stars');
  });

  it('says "too early" under three ratings, then names true reasons that open to their numbers', async () => {
    const { page } = app;
    await app.go('/film/1213');
    await page.getByText('Too early to say').waitFor();
    for (const filmId of [1208, 111, 1193]) {
      await app.go(`/film/${filmId}`);
      await page.getByText('You would give it about').waitFor();
      await page.keyboard.press('5');
      await page.getByText('You gave it').waitFor();
    }
    await app.go('/film/1213');
    const panel = page.getByRole('complementary', { name: 'Your guess and its reasons' });
    await panel.getByText(/two times in three/).waitFor();
    const reason = panel.getByRole('button', { name: /Because you rated/ }).first();
    await reason.waitFor();
    if ((await reason.getAttribute('aria-expanded')) === 'false') await reason.click();
    await panel.getByText('Difference it makes').first().waitFor();
    await panel
      .getByText(/the score was computed again without this rating/)
      .first()
      .waitFor();
    const difference = await panel.locator('dd').nth(2).innerText();
    expect(difference.startsWith('+')).toBe(true);
  });

  it('puts a film on the watchlist, and out of the way', async () => {
    const { page } = app;
    await app.go('/film/912');
    await page.getByRole('button', { name: 'Watchlist', exact: true }).click();
    await page.getByRole('button', { name: 'On your watchlist' }).waitFor();
    await page.getByRole('button', { name: 'Not for me' }).click();
    await page.getByText('Marquee will not recommend it.').waitFor();
    await page.getByRole('button', { name: 'Undo' }).click();
    await page.getByRole('button', { name: 'Not for me' }).waitFor();
  });

  it('leads from similar films to their pages', async () => {
    const { page } = app;
    await app.go('/film/1213');
    const first = page.getByRole('region', { name: 'Similar films' }).getByRole('link').first();
    const name = (await first.getAttribute('aria-label')) ?? '';
    await first.click();
    await expect.poll(() => page.getByRole('heading', { level: 1 }).innerText()).toSatisfy((title: string) => name.startsWith(title));
    expect(page.url()).not.toContain('/film/1213');
  });

  it('saves the drawn poster as a picture of the size asked for', async () => {
    const { page } = app;
    await app.go('/film/858');
    await page.getByRole('button', { name: 'Save this poster' }).click();
    const [download] = await Promise.all([page.waitForEvent('download'), page.getByRole('menuitem', { name: /1,000 pixels/ }).click()]);
    expect(download.suggestedFilename()).toBe('godfather-the-1972.png');
    const { width, height } = await decodeImage(await readFile(await download.path()));
    expect([width, height]).toEqual([1000, 1500]);
  });

  it('says what is wrong with an unknown film', async () => {
    await app.go('/film/99999999');
    await app.page.getByText('This film is not in the catalogue').waitFor();
  });

  it('keeps stars and answers in sight at 800 x 600, and never scrolls sideways', async () => {
    const { page } = app;
    for (const [width, height] of [
      [800, 600],
      [320, 640],
      [2560, 1440],
    ] as const) {
      await page.setViewportSize({ width, height });
      await app.go('/film/1213');
      await page.getByText('Match with your taste').waitFor();
      expect(await page.evaluate('document.documentElement.scrollWidth - innerWidth'), `${width} wide`).toBeLessThanOrEqual(0);
      if (width !== 800) continue;
      for (const locator of [page.getByRole('slider').first(), page.getByRole('button', { name: 'Not for me' })]) {
        const box = await locator.boundingBox();
        expect(box!.y + box!.height).toBeLessThanOrEqual(600);
      }
    }
    await page.setViewportSize({ width: 1280, height: 800 });
  });

  it('gives axe nothing to find in either theme', async () => {
    for (const address of ['/film/1213', '/film/858', '/film/99999999']) {
      await app.go(address);
      await app.page.waitForTimeout(600);
      expect(await accessibilityFaults(app.page), address).toEqual([]);
    }
  });

  it('complains of nothing in the console', () => {
    expect(app.complaints).toEqual([]);
  });
});
