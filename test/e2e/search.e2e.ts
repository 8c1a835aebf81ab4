import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { noBrowser, noBrowserReason } from '../helpers/browser.ts';
import { accessibilityFaults, type OpenApp, openApp } from '../helpers/openApp.ts';

describe.skipIf(noBrowser)(`search${noBrowserReason}`, () => {
  let app: OpenApp;
  const field = () => app.page.getByRole('combobox', { name: 'Find a film, a person or an action' });
  const options = () => app.page.getByRole('listbox', { name: 'Results' }).getByRole('option');

  beforeAll(async () => {
    app = await openApp();
    await app.go('/discover');
  });
  afterAll(() => app?.close());

  it('opens by Ctrl-K and by the field of the bar, and closes by Escape', async () => {
    await app.page.keyboard.press('Control+k');
    await field().waitFor();
    await app.page.keyboard.press('Escape');
    await field().waitFor({ state: 'detached' });
    await app.page.getByRole('button', { name: /Find a film, person, action/ }).click();
    await field().waitFor();
  });

  it.each([
    ['matrix 1999', 'The Matrix'],
    ['amelie', 'Amelie'],
    ['godfahter', 'The Godfather'],
  ])('finds by "%s"', async (query, title) => {
    await field().fill(query);
    await expect.poll(async () => (await options().allInnerTexts()).some((text) => text.includes(title)), { timeout: 5000 }).toBe(true);
  });

  it('says where nothing fits', async () => {
    await field().fill('qqqqzzzz');
    await app.page.getByText(/Nothing is called/).waitFor();
  });

  it('moves by arrows, with the field keeping the focus, and opens by Enter', async () => {
    await field().fill('toy story');
    await expect.poll(() => options().first().innerText()).toContain('Toy Story');
    await app.page.keyboard.press('ArrowDown');
    await expect.poll(() => options().nth(1).getAttribute('aria-selected')).toBe('true');
    expect(await field().getAttribute('aria-activedescendant')).toBe(await options().nth(1).getAttribute('id'));
    await app.page.keyboard.press('ArrowUp');
    await app.page.keyboard.press('Enter');
    await app.page.getByRole('heading', { level: 1, name: 'Toy Story', exact: true }).waitFor();
    await field().waitFor({ state: 'detached' });
  });

  it('rates without leaving, by Ctrl-Enter', async () => {
    await app.page.keyboard.press('Control+k');
    await field().fill('casablanca');
    await expect.poll(() => options().first().innerText()).toContain('Casablanca');
    await app.page.keyboard.press('Control+Enter');
    const stars = app.page.getByRole('slider', { name: 'Your rating for Casablanca' });
    await stars.waitFor();
    await app.page.keyboard.press('5');
    await expect.poll(() => stars.getAttribute('aria-valuetext')).toBe('5 stars');
    await app.page.keyboard.press('Enter');
    await expect.poll(() => field().evaluate((element) => element === element.ownerDocument.activeElement)).toBe(true);
    await app.page.keyboard.press('Escape');
  });

  it('shows the films opened last before a word is typed, and does what an action says', async () => {
    await app.page.keyboard.press('Control+k');
    await expect.poll(() => options().first().innerText()).toContain('Toy Story');
    expect(await accessibilityFaults(app.page)).toEqual([]);
    await field().fill('library');
    await expect.poll(async () => (await options().allInnerTexts()).join()).toContain('Go to your library');
    await options().filter({ hasText: 'Go to your library' }).click();
    await app.page.getByRole('heading', { level: 1, name: 'Library' }).waitFor();
  });

  it('shows all keys by ?, but not while someone writes', async () => {
    await app.page.getByRole('searchbox', { name: 'Filter by title' }).fill('?');
    expect(await app.page.getByRole('dialog', { name: 'Keys' }).count()).toBe(0);
    await app.page.getByRole('heading', { level: 1 }).click();
    await app.page.keyboard.press('?');
    await app.page.getByRole('dialog', { name: 'Keys' }).waitFor();
    expect(await accessibilityFaults(app.page)).toEqual([]);
    await app.page.keyboard.press('Escape');
    expect(app.complaints).toEqual([]);
  });
});
