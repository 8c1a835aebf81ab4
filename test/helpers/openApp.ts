import { AxeBuilder } from '@axe-core/playwright';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { launchBrowser } from './browser.ts';
import { type HostOptions, type RunningHost, startHost } from './host.ts';

export interface OpenApp {
  readonly host: RunningHost;
  readonly context: BrowserContext;
  readonly page: Page;
  /** Console errors and warnings, page errors and policy violations so far. */
  readonly complaints: readonly string[];
  /** Opens an address of the app ("/film/1") and waits for its heading. */
  go(address: string): Promise<void>;
  close(): Promise<void>;
}

/** The browser host on an empty data folder, a page on it, and the first start skipped: one profile, nothing rated. */
export async function openApp(options: HostOptions = {}): Promise<OpenApp> {
  const host = await startHost(options);
  let browser: Browser | null = null;
  try {
    browser = await launchBrowser();
    const context = await browser.newContext({ viewport: { width: 1280, height: 800 }, reducedMotion: 'reduce' });
    const page = await context.newPage();
    const complaints: string[] = [];
    page.on('console', (message) => {
      if (message.type() === 'error' || message.type() === 'warning') complaints.push(message.text());
    });
    page.on('pageerror', (error) => complaints.push(String(error)));
    await page.addInitScript(
      "addEventListener('securitypolicyviolation', (event) => console.error('policy: ' + event.violatedDirective + ' ' + event.blockedURI))",
    );
    await page.goto(host.url);
    await page.getByRole('button', { name: /skip/i }).click();
    await page.waitForURL(/#\/(rate|discover)/);
    const opened = browser;
    return {
      host,
      context,
      page,
      complaints,
      async go(address) {
        await page.goto(`${host.origin}/#${address}`);
        await page.getByRole('heading', { level: 1 }).first().waitFor();
      },
      async close() {
        await opened.close();
        await host.stop();
      },
    };
  } catch (error) {
    await browser?.close();
    await host.stop();
    throw error;
  }
}

/** The name of what has the focus; "the page" where it has fallen to nothing. */
export async function focused(page: Page): Promise<string> {
  return await page.evaluate(
    "document.activeElement === document.body ? 'the page' : (document.activeElement.getAttribute('aria-label') ?? document.activeElement.textContent)",
  );
}

/**
 * What axe finds on the page as it is, in the dark and in the light theme: one line a rule and element. The insides of drawn
 * posters are left out: they are pictures, and their contrast has its own test. All in the page itself, where it has no frames
 * ("legacy"), and without a description of the thousands of elements that passed: the same faults in a quarter of the time.
 */
export async function accessibilityFaults(page: Page): Promise<string[]> {
  const faults: string[] = [];
  for (const colorScheme of ['dark', 'light'] as const) {
    await page.emulateMedia({ colorScheme });
    await page.evaluate(settled);
    const { violations } = await new AxeBuilder({ page })
      .exclude('[data-composition]')
      .setLegacyMode(true)
      .options({ resultTypes: ['violations'] })
      .analyze();
    for (const { id, nodes } of violations) for (const node of nodes) faults.push(`${colorScheme}: ${id} at ${node.target.join(' ')}`);
  }
  await page.emulateMedia({ colorScheme: 'dark' });
  return faults;
}

/** Runs in the page: colours on their way between two themes have a contrast that nobody is shown for long. */
const settled = `(async () => {
  const ending = document.getAnimations().filter((animation) => animation.effect.getComputedTiming().iterations !== Infinity);
  await Promise.allSettled(ending.map(({ finished }) => finished));
  await new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve)));
})()`;
