import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { noBrowser } from '../../helpers/browser.ts';
import { repositoryRoot } from '../../helpers/host.ts';
import { openApp } from '../../helpers/openApp.ts';
import type { Benchmark, Measurement } from '../benchmark.ts';

const STARTS = 5;
const RATINGS = 11;
/** As long as someone looks at the first film before they rate it. */
const LOOKING_MS = 2_000;

const skip = (): string | null => {
  if (noBrowser) return 'no Chrome, Chromium or Edge is installed';
  return existsSync(join(repositoryRoot, 'out/main/cli.js')) ? null : 'the app is not built: run it as `npm run bench`';
};

const all = 'from a rating key to the changed list painted on the page, headless browser';

export const ratingToPage: Benchmark = {
  name: 'rating-to-page',
  what: `${all}: ${STARTS} fresh starts with an empty data folder, ${RATINGS} ratings each`,
  skip,
  run: () => measure(RATINGS),
};

export const firstRatingToPage: Benchmark = {
  name: 'first-rating-to-page',
  what: `${all}: the very first rating of ${STARTS} fresh starts`,
  skip,
  run: () => measure(1),
};

async function measure(ratings: number): Promise<Measurement> {
  const samplesMs: number[] = [];
  for (let i = 0; i < STARTS; i++) {
    const app = await openApp();
    try {
      await app.page.emulateMedia({ reducedMotion: 'no-preference' });
      await app.go('/rate');
      await app.page.getByRole('list', { name: 'Recommended for you, best first' }).getByRole('listitem').nth(19).waitFor();
      await app.page.waitForTimeout(LOOKING_MS);
      for (let at = 0; at < ratings; at++) samplesMs.push(await oneRating(app.page, ['5', '4', '2'][at % 3]!));
    } finally {
      await app.close();
    }
  }
  return { samplesMs, flops: null, bytes: null };
}

/** Milliseconds from the key to the second frame after the list changed; then the next film is asked about. */
async function oneRating(page: Page, key: string): Promise<number> {
  const asked = await page.getByRole('heading', { level: 1 }).textContent();
  await page.evaluate(watchList);
  await page.keyboard.press(key);
  const ms = await page.evaluate<number>('window.ratingToPage');
  await page.locator('h1', { hasNotText: asked ?? '' }).waitFor();
  await page.waitForTimeout(300);
  return ms;
}

/** Runs in the page. The key's own time stamp is the beginning; the frame after the changed one begins when that is painted. */
const watchList = `void (window.ratingToPage = new Promise((resolve) => {
  let keyAt = 0;
  addEventListener('keydown', (event) => (keyAt = event.timeStamp), { once: true, capture: true });
  const observer = new MutationObserver(() => {
    observer.disconnect();
    requestAnimationFrame(() => requestAnimationFrame(() => resolve(performance.now() - keyAt)));
  });
  observer.observe(document.querySelector('ol[aria-label]'), { childList: true, subtree: true, characterData: true });
}))`;
