import type { Browser, BrowserContext, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { launchBrowser, noBrowser, noBrowserReason } from '../helpers/browser.ts';
import { type RunningHost, startHost } from '../helpers/host.ts';
import { accessibilityFaults } from '../helpers/openApp.ts';

/** A new person's first minutes, from an empty data folder: one story, told in order. */
describe.skipIf(noBrowser)(`the first start${noBrowserReason}`, () => {
  let host: RunningHost;
  let browser: Browser;
  let context: BrowserContext;
  let page: Page;
  const complaints: string[] = [];

  const title = () => page.locator('h1').innerText();
  const stars = () => page.getByRole('slider', { name: /^Your rating for/ });
  const list = () => page.getByRole('list', { name: 'Recommended for you, best first' }).getByRole('link').allInnerTexts();
  /** Titles in their order, each with its guess; not how far it moved. */
  const guesses = async () => {
    const rows = await page.getByRole('list', { name: 'Recommended for you, best first' }).getByRole('listitem').allInnerTexts();
    return rows.map((row) => row.replace(/\b(?:(?:up|down) \d+|same|new)\s*$/, '')).join('|');
  };
  const rated = () => page.getByText(/^\d+ rated\./).innerText();

  beforeAll(async () => {
    host = await startHost();
    browser = await launchBrowser();
    context = await browser.newContext({ viewport: { width: 1280, height: 800 }, reducedMotion: 'reduce' });
    page = await context.newPage();
    page.on('console', (message) => (message.type() === 'error' ? complaints.push(message.text()) : 0));
    page.on('pageerror', (error) => complaints.push(String(error)));
    // Nothing but the host itself may be asked for anything.
    page.on('request', (request) =>
      /^(http|ws):\/\/127\.0\.0\.1:\d+\/|^(data|blob):/.test(request.url()) ? 0 : complaints.push(request.url()),
    );
    await page.goto(host.url);
  });
  afterAll(async () => {
    await browser?.close();
    await host?.stop();
  });

  it('greets with a wall of drawn posters and a form that may be left empty', async () => {
    await page.getByRole('heading', { name: /Tell us a little, or nothing/ }).waitFor();
    await expect.poll(() => page.locator('svg[data-composition]').count()).toBeGreaterThan(20);
    await page.getByRole('button', { name: 'Skip this' }).waitFor();
    expect(await accessibilityFaults(page)).toEqual([]);
  });

  it('takes a profile, by keyboard alone', async () => {
    await page.getByLabel('Name').focus();
    await page.keyboard.type('Ines');
    await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    await page.getByRole('option', { name: '25 to 34' }).waitFor();
    await page.keyboard.press('2');
    await page.keyboard.press('Enter');
    await expect.poll(() => page.getByRole('button', { name: /Age group/ }).innerText()).toContain('25 to 34');
    await page.getByRole('button', { name: 'Start rating' }).focus();
    await page.keyboard.press('Enter');
    await stars().waitFor();
    expect(await page.evaluate('document.activeElement.id')).toBe('main');
  });

  it('shows a list before the first rating', async () => {
    await expect.poll(async () => (await list()).length).toBeGreaterThan(9);
    expect(await accessibilityFaults(page)).toEqual([]);
  });

  it('keeps stars and both answers in sight at 800 by 600', async () => {
    await page.setViewportSize({ width: 800, height: 600 });
    for (const part of [stars(), page.getByRole('button', { name: 'Haven’t seen it' }), page.getByRole('button', { name: 'Not for me' })]) {
      const box = await part.boundingBox();
      expect(box).not.toBeNull();
      expect(box!.y).toBeGreaterThanOrEqual(0);
      expect(box!.y + box!.height).toBeLessThanOrEqual(600);
      expect(box!.x + box!.width).toBeLessThanOrEqual(800);
    }
    expect((await stars().boundingBox())!.height).toBeGreaterThanOrEqual(44);
    await page.setViewportSize({ width: 1280, height: 800 });
  });

  it('changes the list with every rating', async () => {
    for (let count = 1; count <= 5; count += 1) {
      const asked = await title();
      const before = await guesses();
      await page.keyboard.press(count % 2 === 0 ? '2' : '5');
      await expect.poll(rated).toMatch(new RegExp(`^${count} rated\\.`));
      // A dislike may leave the first films where they are; what is guessed of them moves all the same.
      await expect.poll(guesses).not.toBe(before);
      await expect.poll(title).not.toBe(asked);
    }
    expect(await rated()).toBe('5 rated. Taking shape.');
  });

  it('says half stars, and takes them back', async () => {
    const asked = await title();
    await stars().focus();
    // Arrows never go on by themselves, so that every value can be heard.
    for (const _ of [1, 2, 3]) await page.keyboard.press('ArrowRight');
    await expect.poll(() => stars().getAttribute('aria-valuetext')).toBe('1.5 stars');
    await expect.poll(rated).toMatch(/^6 rated/);
    await page.keyboard.press('Delete');
    await expect.poll(() => stars().getAttribute('aria-valuetext')).toBe('Not rated');
    await page.keyboard.press('z');
    await expect.poll(() => stars().getAttribute('aria-valuetext')).toBe('1.5 stars');
    for (const expected of ['1 star', '0.5 stars', 'Not rated']) {
      await page.keyboard.press('z');
      await expect.poll(() => stars().getAttribute('aria-valuetext')).toBe(expected);
    }
    expect(await title()).toBe(asked);
    await expect.poll(rated).toMatch(/^5 rated/);
  });

  it('takes half stars from the pointer', async () => {
    const asked = await title();
    const box = (await stars().boundingBox())!;
    await page.mouse.click(box.x + box.width * 0.69, box.y + box.height / 2);
    await expect.poll(rated).toMatch(/^6 rated/);
    await expect.poll(title).not.toBe(asked);
    await page.getByRole('button', { name: 'Undo' }).click();
    await expect.poll(title).toBe(asked);
    await expect.poll(rated).toMatch(/^5 rated/);
  });

  it('does not ask again about films not seen or not wanted', async () => {
    const unseen = await title();
    await page.getByRole('button', { name: 'Haven’t seen it' }).click();
    await expect.poll(title).not.toBe(unseen);
    const unwanted = await title();
    await page.getByRole('button', { name: 'Not for me' }).click();
    await expect.poll(title).not.toBe(unwanted);
    await page.reload();
    await stars().waitFor();
    expect([unseen, unwanted]).not.toContain(await title());
    expect(await page.getByRole('button', { name: `Rate ${unseen}` }).count()).toBe(0);
  });

  it('adds any film by its name', async () => {
    // A film too little known to have been asked about, found without its accent and its article.
    await page.getByPlaceholder('Add any film you know').fill('samourai 1967');
    await page
      .getByRole('option', { name: /^Le Samouraï/ })
      .first()
      .click();
    await expect.poll(title).toBe('Le Samouraï');
    // The stars have the focus by then: a digit rates, and is no letter of the next search.
    await expect.poll(() => page.evaluate("document.activeElement?.getAttribute('aria-label')")).toBe('Your rating for Le Samouraï');
    await page.keyboard.press('4');
    await expect.poll(rated).toMatch(/^6 rated/);
  });

  it('loses nothing on leaving and coming back', async () => {
    await page.getByRole('link', { name: 'See all my films' }).click();
    await page.getByText(/ordered by your 6 ratings/).waitFor();
    expect(await page.evaluate('document.activeElement.id')).toBe('main');
    await page.goBack();
    await expect.poll(rated).toMatch(/^6 rated/);
    await page.reload();
    await expect.poll(rated).toMatch(/^6 rated/);
  });

  it('holds a second person apart from the first', async () => {
    await page.goto(`${host.origin}/#/profiles/new`);
    await page.getByLabel('Name').fill('Otto');
    await page.getByRole('button', { name: 'Start rating' }).click();
    await stars().waitFor();
    await page.getByText('Rate a film and the list begins to know you.').waitFor();
    await page.goto(`${host.origin}/#/discover`);
    await page.getByRole('button', { name: 'Profile: Otto' }).click();
    await page.getByRole('menuitemradio', { name: /Ines/ }).click();
    await page.getByText(/ordered by your 6 ratings/).waitFor();
  });

  it('was offline and free of faults all the while', () => {
    expect(complaints).toEqual([]);
  });
});
