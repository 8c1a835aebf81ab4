import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openPersonStore } from '../../src-main/core/storage/personStore.ts';
import { noBrowser, noBrowserReason } from '../helpers/browser.ts';
import { repositoryRoot } from '../helpers/host.ts';
import { accessibilityFaults, type OpenApp, openApp } from '../helpers/openApp.ts';

const rated = [
  [858, 'The Godfather', '5'],
  [1, 'Toy Story', '3'],
  [912, 'Casablanca', '4'],
] as const;

describe.skipIf(noBrowser)(`the library${noBrowserReason}`, () => {
  let app: OpenApp;
  const titles = () => app.page.getByRole('table').getByRole('link').allInnerTexts();

  beforeAll(async () => {
    app = await openApp();
  });
  afterAll(() => app?.close());

  it('says on each empty shelf what belongs there', async () => {
    for (const [shelf, words] of [
      ['rated', 'Nothing rated yet'],
      ['watchlist', 'Your watchlist is empty'],
      ['hidden', 'Nothing is hidden'],
      ['not-seen', 'No film is marked as not seen'],
    ]) {
      await app.go(`/library/${shelf}`);
      await app.page.getByText(words!).waitFor();
    }
    expect(await accessibilityFaults(app.page)).toEqual([]);
  });

  it('lists what was rated, the newest first, and sorts by every head', async () => {
    const { page } = app;
    for (const [filmId, title, key] of rated) {
      await app.go(`/film/${filmId}`);
      await page.getByRole('heading', { level: 1, name: title }).waitFor();
      await page.getByText('You would give it about').waitFor();
      await page.keyboard.press(key);
      await page.getByText('You gave it').waitFor();
    }
    await app.go('/library');
    await expect.poll(titles).toEqual(['Casablanca', 'Toy Story', 'The Godfather']);
    for (const [head, order] of [
      ['Title', ['Casablanca', 'The Godfather', 'Toy Story']],
      ['Year', ['Toy Story', 'The Godfather', 'Casablanca']],
      ['Yours', ['The Godfather', 'Casablanca', 'Toy Story']],
    ] as const) {
      await page.getByRole('columnheader', { name: head }).getByRole('button').click();
      await expect.poll(titles, { message: head }).toEqual(order);
    }
    expect(await page.getByRole('columnheader', { name: 'Yours' }).getAttribute('aria-sort')).toBe('descending');
    // By what was given less what would have been guessed: the figures of the column fall, then rise.
    const against = page.getByRole('columnheader', { name: 'Against the guess' });
    for (const direction of [-1, 1]) {
      await against.getByRole('button').click();
      const figures = async () =>
        (
          await page
            .getByRole('cell')
            .filter({ hasText: /^[+−]?\d\.\d$/ })
            .allInnerTexts()
        )
          .filter((text) => /^[+−]/.test(text) || text === '0.0')
          .map((text) => Number(text.replace('−', '-')));
      await expect.poll(async () => (await figures()).length).toBe(rated.length);
      await expect.poll(figures).toEqual((await figures()).sort((a, b) => direction * (a - b)));
    }
    expect(await against.getAttribute('aria-sort')).toBe('ascending');
    await page.getByRole('columnheader', { name: 'Yours' }).getByRole('button').click();
    await page.getByRole('columnheader', { name: 'Yours' }).getByRole('button').click();
    await expect.poll(titles).toEqual(['Toy Story', 'Casablanca', 'The Godfather']);
  });

  it('leaves the focus on the next film where one is taken away, and Z brings it back', async () => {
    const { page } = app;
    const focused = () => page.evaluate('document.activeElement.textContent');
    await page.getByRole('button', { name: 'Remove the rating of Casablanca' }).focus();
    await page.keyboard.press('Enter');
    await expect.poll(titles).toEqual(['Toy Story', 'The Godfather']);
    await expect.poll(focused).toBe('The Godfather');
    await page.keyboard.press('z');
    await expect.poll(titles).toEqual(['Toy Story', 'Casablanca', 'The Godfather']);
    expect(await focused()).toBe('The Godfather');
  });

  it('filters by title, and says so when nothing fits', async () => {
    const { page } = app;
    await app.go('/library');
    const filter = page.getByRole('searchbox', { name: 'Filter by title' });
    await filter.fill('toy');
    await expect.poll(titles).toEqual(['Toy Story']);
    await filter.fill('zzzz');
    await page.getByText('No film fits').waitFor();
    await page.getByRole('button', { name: 'Show all' }).click();
    await expect.poll(async () => (await titles()).length).toBe(3);
  });

  it('holds each rating against the guess that it was made without', async () => {
    const { page } = app;
    await app.go('/library');
    await page.getByRole('columnheader', { name: 'Against the guess' }).waitFor();
    const row = page.getByRole('row', { name: /The Godfather/ });
    await expect.poll(() => row.innerText()).toMatch(/\b[1-5]\.\d\s+[+−]\d\.\d/);
    const [, guess, difference] = /\b([1-5]\.\d)\s+([+−]\d\.\d)/.exec(await row.innerText())!;
    expect(5 - Number(guess)).toBeCloseTo(Number(difference!.replace('−', '-')), 5);
  });

  it('narrows to genres and years, and shows the same films as posters', async () => {
    const { page } = app;
    await app.go('/library');
    await page.getByRole('button', { name: 'Genre', exact: true }).click();
    await page.getByRole('option', { name: /^Animation/ }).click();
    await page.keyboard.press('Escape');
    await expect.poll(titles).toEqual(['Toy Story']);
    await page.getByRole('radio', { name: 'Grid' }).click();
    const posters = page.getByRole('list', { name: 'Films' }).getByRole('listitem');
    await expect.poll(() => posters.count()).toBe(1);
    await page.getByRole('button', { name: 'Animation' }).click();
    await expect.poll(() => posters.count()).toBe(3);
    expect(await accessibilityFaults(page)).toEqual([]);
    await page.getByRole('button', { name: 'Years', exact: true }).click();
    await page.getByRole('slider', { name: 'From year' }).focus();
    await page.keyboard.press('End');
    await page.keyboard.press('Escape');
    await page.getByText('No film fits').waitFor();
    await page.getByRole('button', { name: 'Show all' }).click();
    await expect.poll(() => posters.count()).toBe(3);
    await page.getByRole('radio', { name: 'List' }).click();
  });

  it('changes a rating in place, removes one, and takes both back', async () => {
    const { page } = app;
    await app.go('/library');
    const stars = page.getByRole('slider', { name: 'Your rating for Toy Story' });
    await stars.focus();
    await page.keyboard.press('ArrowRight');
    await expect.poll(() => stars.getAttribute('aria-valuetext')).toBe('3.5 stars');
    await page.getByRole('button', { name: 'Remove the rating of Casablanca' }).click();
    await expect.poll(titles).not.toContain('Casablanca');
    await page
      .getByRole('link', { name: /^Rated/ })
      .getByText('2')
      .waitFor();
    await page.getByRole('button', { name: 'Undo last change' }).click();
    await expect.poll(titles).toContain('Casablanca');
    await page.getByRole('button', { name: 'Undo last change' }).click();
    await expect.poll(() => stars.getAttribute('aria-valuetext')).toBe('3 stars');
  });

  it('moves through rows with the arrow keys', async () => {
    const { page } = app;
    await app.go('/library');
    await expect.poll(async () => (await titles()).length).toBe(3);
    const links = page.getByRole('table').getByRole('link');
    await links.first().focus();
    await page.keyboard.press('ArrowDown');
    await expect.poll(() => page.evaluate('document.activeElement?.textContent')).toBe(await links.nth(1).innerText());
  });

  it('keeps inside the window at every width', async () => {
    for (const width of [320, 800, 2560]) {
      await app.page.setViewportSize({ width, height: 800 });
      await app.go('/library');
      await expect.poll(async () => (await titles()).length).toBe(3);
      expect(await app.page.evaluate('document.documentElement.scrollWidth - innerWidth'), `${width} wide`).toBeLessThanOrEqual(0);
    }
    await app.page.setViewportSize({ width: 1280, height: 800 });
  });

  it('gives axe nothing to find in either theme', async () => {
    await app.go('/library');
    await expect.poll(async () => (await titles()).length).toBe(3);
    expect(await accessibilityFaults(app.page)).toEqual([]);
    expect(app.complaints).toEqual([]);
  });

  it('holds 5,000 films with a few rows in the page, and reaches the last one', async () => {
    const { page } = app;
    const films = readFileSync(join(repositoryRoot, 'resources/catalogue/movies.csv'), 'utf8')
      .split('\n')
      .slice(1, 5001)
      .map((line) => Number.parseInt(line, 10));
    const store = openPersonStore(app.host.dataDir, { clock: Date.now });
    const { profileId } = store.profiles.list()[0]!;
    for (const filmId of films) store.filmStates.change(profileId, filmId, { stars: 3.5 });
    const total = store.filmStates.numRatings(profileId);
    store.close();
    await page.reload();
    await app.go('/library');
    const table = page.getByRole('table', { name: 'Films' });
    await expect.poll(() => table.getAttribute('aria-rowcount'), { timeout: 15_000 }).toBe(String(total + 1));
    await page.getByText(`${total.toLocaleString('en')} films`).waitFor();
    await expect
      .poll(
        async () => {
          await page.keyboard.press('End');
          return table.locator(`[aria-rowindex="${total + 1}"]`).count();
        },
        { timeout: 15_000 },
      )
      .toBe(1);
    expect(await table.getByRole('row').count()).toBeLessThan(80);
  }, 120_000);
});
