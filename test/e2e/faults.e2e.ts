import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { noBrowser, noBrowserReason } from '../helpers/browser.ts';
import { accessibilityFaults, type OpenApp, openApp } from '../helpers/openApp.ts';

/** What a person sees when something is not there: no link, no host, a screen that fails. */
describe.skipIf(noBrowser)(`when something fails${noBrowserReason}`, () => {
  let app: OpenApp;
  const opened: Page[] = [];

  async function isSound(page: Page): Promise<void> {
    expect(await accessibilityFaults(page)).toEqual([]);
    for (const width of [320, 800, 1280]) {
      await page.setViewportSize({ width, height: 600 });
      expect(await page.evaluate('document.documentElement.scrollWidth - innerWidth'), `${width} wide`).toBeLessThanOrEqual(0);
    }
  }

  beforeAll(async () => {
    app = await openApp();
  });
  afterEach(async () => {
    for (const page of opened.splice(0)) await page.context().close();
  });
  afterAll(() => app?.close());

  it('says of a link that was used already how to get another', async () => {
    const stranger = await app.context.browser()!.newContext();
    const page = await stranger.newPage();
    opened.push(page);
    await page.goto(app.host.url);
    await page.getByRole('heading', { name: 'This link was used already' }).waitFor();
    expect(await page.getByText('Press Enter in the terminal').count()).toBe(1);
    await isSound(page);
    await page.goto(await app.host.freshUrl());
    await page.reload();
    await page.getByRole('heading', { level: 1 }).first().waitFor();
    await expect.poll(() => page.getByText('This link was used already').count()).toBe(0);
  });

  it('says that Marquee is not answering when it never did, and goes on when it does', async () => {
    const page = await app.context.newPage();
    await page.route('**/session', (route) => route.abort());
    await page.goto(`${app.host.origin}/#/discover`);
    await page.getByRole('heading', { name: 'Marquee is not answering' }).waitFor({ timeout: 20_000 });
    await isSound(page);
    await page.unroute('**/session');
    await page.getByRole('button', { name: 'Try now' }).click();
    await page.getByRole('heading', { name: 'Discover' }).waitFor();
    await page.close();
  });

  it('keeps the other screens when one cannot be drawn', async () => {
    const { page } = app;
    await app.go('/discover');
    // What only screens use, the bar does not.
    await page.evaluate("window.toFixed = Number.prototype.toFixed; Number.prototype.toFixed = () => { throw new Error('made to fail'); }");
    await page.evaluate("location.hash = '#/film/1'");
    await page.getByRole('heading', { name: 'This screen cannot be shown' }).waitFor();
    expect(await page.getByRole('link', { name: 'Library', exact: true }).isVisible()).toBe(true);
    await page.evaluate('Number.prototype.toFixed = window.toFixed');
    await isSound(page);
    await page.getByRole('button', { name: 'Show it again' }).click();
    await page.getByRole('heading', { level: 1, name: 'Toy Story' }).waitFor();
  });

  it('says so above the page when the host is gone, keeps what was shown, and says of a change that it was not saved', async () => {
    const { page } = app;
    await app.go('/film/1');
    await page.getByText('You would give it about').waitFor();
    await app.host.stop();
    await page.getByRole('alert').getByText('Marquee is not answering.').waitFor();
    expect(await page.getByRole('heading', { level: 1, name: 'Toy Story' }).count()).toBe(1);
    await page.keyboard.press('5');
    await expect.poll(() => page.getByRole('alert').count(), { timeout: 15_000 }).toBe(2);
    expect(await page.getByRole('slider', { name: 'Your rating for Toy Story' }).getAttribute('aria-valuetext')).toBe('Not rated');
    await isSound(page);
  });
});
