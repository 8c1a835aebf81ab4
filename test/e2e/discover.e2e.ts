import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { noBrowser, noBrowserReason } from '../helpers/browser.ts';
import { focused, type OpenApp, openApp } from '../helpers/openApp.ts';

describe.skipIf(noBrowser)(`Discover${noBrowserReason}`, () => {
  let app: OpenApp;
  const cards = () => app.page.locator('main li a[href^="#/film/"]');
  const names = () => cards().evaluateAll((links) => links.map((link) => link.getAttribute('aria-label') ?? ''));
  const lead = () => app.page.getByRole('article');

  beforeAll(async () => {
    app = await openApp();
    app.page.setDefaultTimeout(10_000);
    await app.go('/discover');
    await lead().waitFor();
  });
  afterAll(() => app?.close());

  it('stands before the first rating, and says what its order rests on', async () => {
    await app.page.getByText(/films, ordered by what many people rated highly/).waitFor();
    await lead().getByText('Too early to say').first().waitFor();
    expect((await names()).some((name) => name.includes('match'))).toBe(false);
  });

  it('rates a card by key and by press, with a way back', async () => {
    const card = cards().nth(2);
    const name = (await card.getAttribute('aria-label'))!.split(',')[0]!;
    await card.focus();
    await app.page.keyboard.press('r');
    const stars = app.page.getByRole('slider', { name: `Your rating for ${name}` });
    // The stars have the focus: the next key is a rating.
    await expect.poll(() => app.page.evaluate("document.activeElement?.getAttribute('role')")).toBe('slider');
    await app.page.keyboard.press('4');
    await app.page.keyboard.press('.');
    await expect.poll(() => stars.getAttribute('aria-valuetext')).toBe('4.5 stars');
    await app.page.keyboard.press('Enter');
    await expect.poll(() => stars.count()).toBe(0);
    await app.page.getByText(/ordered by your 1 rating$/).waitFor();
    // The film has left the list; the next one of its place has the focus.
    await expect.poll(() => app.page.locator('main li a:focus').count()).toBe(1);
    expect(await focused(app.page)).not.toContain(name);
    await app.page.keyboard.press('z');
    await app.page.getByRole('status').filter({ hasText: 'The change is taken back' }).waitFor();
  });

  it('opens by keyboard what the menu of a card offers', async () => {
    await cards().nth(2).focus();
    await app.page.keyboard.press('Shift+F10');
    await app.page.getByRole('menuitem', { name: 'Rate', exact: true }).waitFor();
    await app.page.keyboard.press('ArrowDown');
    await app.page.keyboard.press('Enter');
    await expect.poll(() => focused(app.page)).toMatch(/^Your rating for/);
    await app.page.keyboard.press('Escape');
  });

  it('orders by three ratings with reasons that open to their numbers', async () => {
    for (const stars of ['5', '4', '5']) {
      await app.go('/rate');
      await app.page.getByRole('slider').waitFor();
      const before = await app.page.locator('h1').innerText();
      await app.page.keyboard.press(stars);
      await expect.poll(() => app.page.locator('h1').innerText()).not.toBe(before);
    }
    await app.go('/discover');
    await app.page.getByText(/ordered by your [34] ratings/).waitFor();
    const reason = lead()
      .getByRole('button', { name: /^Because you rated/ })
      .first();
    await reason.click();
    const numbers = app.page.getByRole('dialog');
    await numbers.getByText('Without it').waitFor();
    await numbers.getByText(/Checked: the score was computed again without this rating/).waitFor();
    const values = await numbers.locator('dd').allInnerTexts();
    expect(values[2]).toMatch(/^\+ /);
    await app.page.keyboard.press('Escape');
  });

  it('answers why for any card', async () => {
    const card = cards().nth(3);
    await card.hover();
    await app.page.getByRole('button', { name: /^Why / }).nth(3).click();
    await app.page
      .getByRole('dialog', { name: /^Why / })
      .getByText(/Because you rated|No single rating/)
      .first()
      .waitFor();
    await app.page.keyboard.press('Escape');
  });

  it('filters by genre and years, and lets go of both', async () => {
    const total = async () =>
      Number(/^([\d,]+) films?/.exec(await app.page.getByText(/films?, ordered by/).innerText())![1]!.replaceAll(',', ''));
    const all = await total();
    await app.page.getByRole('button', { name: 'Genre', exact: true }).click();
    await app.page.getByRole('option', { name: /^Film-Noir/ }).click();
    await app.page.keyboard.press('Escape');
    await expect.poll(total).toBeLessThan(all / 10);
    const noir = await total();
    const from = app.page.getByRole('slider', { name: 'From year' });
    await from.focus();
    await from.press('PageUp');
    await from.press('PageUp');
    await expect.poll(total).toBeLessThanOrEqual(noir);
    await app.page.getByRole('button', { name: 'Reset' }).click();
    await expect.poll(total).toBe(all);
  });

  it('reorders by variety and fame', async () => {
    const before = (await names()).slice(0, 12).join('|');
    const fame = app.page.getByRole('slider', { name: /^Fame/ });
    await fame.focus();
    await fame.press('Home');
    await expect.poll(async () => (await names()).slice(0, 12).join('|')).not.toBe(before);
    await app.page.getByText('Lesser known').first().waitFor();
    await app.page.getByRole('button', { name: 'Reset' }).click();
    await expect.poll(async () => (await names()).slice(0, 12).join('|')).toBe(before);
  });

  it('shows all films in a grid of which only what is near the window is drawn', async () => {
    await app.page.getByRole('radio', { name: 'Grid' }).click();
    const grid = app.page.getByRole('list', { name: 'Films, best first' });
    await grid.waitFor();
    for (let step = 0; step < 6; step += 1) {
      await app.page.mouse.wheel(0, 4000);
      await app.page.waitForTimeout(150);
    }
    await expect.poll(() => grid.getByRole('listitem').first().getAttribute('aria-posinset').then(Number)).toBeGreaterThan(40);
    expect(await grid.getByRole('listitem').count()).toBeLessThan(120);
    await app.page.getByRole('radio', { name: 'Rows' }).click();
  });

  it('takes a film off the list for good on "not for me", until undone', async () => {
    await app.page.evaluate('window.scrollTo(0, 0)');
    const name = await lead().getByRole('heading').innerText();
    await lead()
      .getByRole('button', { name: /^Not for me/ })
      .press('Enter');
    await expect.poll(() => lead().getByRole('heading').innerText()).not.toBe(name);
    await expect.poll(() => focused(app.page)).toBe(await lead().getByRole('heading').innerText());
    // A notice that goes gives the focus back to the screen that it came from.
    await app.page.getByRole('button', { name: 'Undo' }).press('Enter');
    await expect.poll(() => app.page.locator('main :focus').count()).toBe(1);
    await expect.poll(() => lead().getByRole('heading').innerText()).toBe(name);
  });

  it('is usable at 320 pixels, with no sideways scroll but that of the rows', async () => {
    await app.page.setViewportSize({ width: 320, height: 640 });
    await app.page.waitForTimeout(300);
    expect(await app.page.evaluate('document.documentElement.scrollWidth')).toBeLessThanOrEqual(320);
    await app.page.getByRole('button', { name: 'Filters' }).click();
    await app.page.getByRole('slider', { name: /^Variety/ }).waitFor();
    await app.page.keyboard.press('Escape');
    await app.page.setViewportSize({ width: 1280, height: 800 });
  });

  it('complained of nothing', () => {
    expect(app.complaints).toEqual([]);
  });
});
