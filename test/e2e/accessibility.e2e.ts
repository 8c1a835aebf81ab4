import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { noBrowser, noBrowserReason } from '../helpers/browser.ts';
import { accessibilityFaults, type OpenApp, openApp } from '../helpers/openApp.ts';

const ADDRESSES = [
  '/rate',
  '/discover',
  '/film/1',
  '/library/rated',
  '/library/watchlist',
  '/settings',
  '/studio',
  '/studio/gallery',
  '/profiles/new',
  '/nowhere',
] as const;
const SIZES = [
  { width: 1280, height: 800 },
  // 1280 at 400 %.
  { width: 320, height: 640 },
] as const;

describe.skipIf(noBrowser)(`every address${noBrowserReason}`, () => {
  let app: OpenApp;
  beforeAll(async () => {
    app = await openApp();
  });
  afterAll(() => app?.close());

  it.each(ADDRESSES)(
    '%s: axe finds nothing in either theme, and nothing scrolls sideways',
    async (address) => {
      for (const size of SIZES) {
        await app.page.setViewportSize(size);
        await app.go(address);
        await app.page.waitForTimeout(400);
        expect({ size, faults: await accessibilityFaults(app.page) }).toEqual({ size, faults: [] });
        const width = Number(await app.page.evaluate('document.documentElement.scrollWidth'));
        expect({ size, width: width <= size.width }).toEqual({ size, width: true });
        expect(await app.page.getByRole('heading', { level: 1 }).count()).toBe(1);
      }
    },
    300_000,
  );

  it.each(['/rate', '/discover'])('%s: Tab reaches things in the order they are read, each with a visible ring', async (address) => {
    await app.page.setViewportSize({ width: 1280, height: 800 });
    await app.go(address);
    // As whoever opens it there: on the way from another screen the focus would begin at the main part.
    await app.page.reload();
    await app.page.getByRole('heading', { level: 1 }).first().waitFor();
    await app.page.waitForTimeout(400);
    const reached: string[] = [];
    for (let step = 0; step < 14; step += 1) {
      await app.page.keyboard.press('Tab');
      const focused = await app.page.evaluate(`(() => {
        const element = document.activeElement;
        const ringed = [element, ...element.querySelectorAll('*')].concat(element.closest('[data-focus-visible]') ?? []);
        const hasRing = ringed.some((part) => {
          const style = getComputedStyle(part);
          return (style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) >= 2) || getComputedStyle(part, '::before').boxShadow !== 'none' || parseFloat(getComputedStyle(part, '::after').outlineWidth) >= 2;
        });
        return { name: element.getAttribute('aria-label') ?? element.textContent.trim().slice(0, 40), hasRing, tag: element.tagName };
      })()`);
      const { name, hasRing, tag } = focused as { name: string; hasRing: boolean; tag: string };
      reached.push(name);
      // The thumb of a slider is an invisible input inside the ringed thumb.
      if (tag !== 'INPUT') expect({ name, hasRing }).toEqual({ name, hasRing: true });
    }
    expect(new Set(reached).size).toBeGreaterThan(8);
    expect(reached[0]).toMatch(address === '/rate' ? /Marquee/ : /Skip to the films/);
  });

  it('keeps still where less motion is wanted, and stays readable in forced colours', async () => {
    await app.page.emulateMedia({ reducedMotion: 'reduce', forcedColors: 'active' });
    await app.go('/discover');
    await app.page.waitForTimeout(400);
    // What ends by itself may be on its last frames yet; what goes on and on is found.
    const running = () => app.page.evaluate('document.getAnimations().filter((a) => a.playState === "running").length');
    await expect.poll(running).toBe(0);
    expect(await app.page.getByRole('link', { name: 'Discover', exact: true }).isVisible()).toBe(true);
    // The words of the one primary button stand on its own colour, not on a plate of the canvas that has theirs.
    const primary = `[...document.querySelectorAll('button')].find((button) => button.textContent === 'Watchlist')`;
    expect(await app.page.evaluate(`getComputedStyle(${primary}).getPropertyValue('forced-color-adjust')`)).toBe('none');
    await app.go('/library/watchlist');
    const lines = `[...document.querySelectorAll('nav[aria-label="Shelves"] a')].map((link) => getComputedStyle(link).borderBottomColor)`;
    expect(new Set((await app.page.evaluate(lines)) as string[]).size).toBe(2);
    await app.page.emulateMedia({ forcedColors: 'none' });
  });
});
