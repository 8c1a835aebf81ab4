import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { noBrowser, noBrowserReason } from '../helpers/browser.ts';
import { startHost } from '../helpers/host.ts';
import { accessibilityFaults, focused, type OpenApp, openApp } from '../helpers/openApp.ts';
import { hasSharedData, needsSharedData, sharedData } from '../helpers/sharedData.ts';

describe.skipIf(noBrowser)(`the settings${noBrowserReason}`, () => {
  let app: OpenApp;
  let elsewhere: string;

  beforeAll(async () => {
    elsewhere = await mkdtemp(join(tmpdir(), 'marquee-moved-'));
    app = await openApp();
    await app.go('/settings');
  });
  afterAll(async () => {
    await app?.close();
    await rm(elsewhere, { recursive: true, force: true });
  });

  it('changes theme and text size at once, and keeps them', async () => {
    const { page } = app;
    await page
      .getByRole('radio', { name: 'Light' })
      .or(page.getByRole('button', { name: 'Light', exact: true }))
      .first()
      .click();
    await expect.poll(() => page.evaluate('document.documentElement.dataset.theme')).toBe('light');
    await page.getByRole('slider', { name: /Size/ }).focus();
    await page.keyboard.press('ArrowRight');
    await expect.poll(() => page.evaluate('document.documentElement.style.fontSize')).toBe('105%');
    await page.reload();
    await expect.poll(() => page.evaluate('document.documentElement.dataset.theme')).toBe('light');
    await page.getByRole('slider', { name: /Size/ }).focus();
    await page.keyboard.press('ArrowLeft');
    await page
      .getByRole('radio', { name: 'System' })
      .or(page.getByRole('button', { name: 'System', exact: true }))
      .first()
      .click();
    await expect.poll(() => page.evaluate('document.documentElement.dataset.theme')).toBe(undefined);
  });

  it('gives the profile another name, and offers it in the menu', async () => {
    const { page } = app;
    await app.go('/settings');
    const name = page.getByRole('textbox', { name: 'Name' });
    const rename = page.getByRole('button', { name: 'Rename' });
    expect(await rename.isDisabled()).toBe(true);
    const before = await name.inputValue();
    await name.fill('Ines of the third row');
    await page.keyboard.press('Enter');
    await page.getByRole('button', { name: 'Profile: Ines of the third row' }).waitFor();
    await name.fill(before);
    await rename.click();
    await page.getByRole('button', { name: `Profile: ${before}` }).waitFor();
  });

  it('switches single keys off everywhere', async () => {
    const { page } = app;
    await page.getByRole('switch', { name: 'Single-key shortcuts' }).click({ force: true });
    await app.go('/film/858');
    await page.getByText('You would give it about').waitFor();
    await page.keyboard.press('5');
    await page.keyboard.press('?');
    await page.waitForTimeout(400);
    expect(await page.getByText('You gave it').count()).toBe(0);
    expect(await page.getByRole('dialog').count()).toBe(0);
    await app.go('/settings');
    await page.getByRole('switch', { name: 'Single-key shortcuts' }).click({ force: true });
  });

  it('backs up, and puts a backup back after asking', async () => {
    const { page } = app;
    await app.go('/settings');
    await page.getByRole('button', { name: 'Back up', exact: true }).press('Enter');
    await page.getByText(/made by you/).waitFor();
    // It was disabled for as long as that took.
    expect(await focused(page)).toBe('Back up');
    await app.go('/film/858');
    await page.getByText('You would give it about').waitFor();
    await page.keyboard.press('5');
    await page.getByText('You gave it').waitFor();
    await app.go('/settings');
    const mine = page.getByRole('listitem').filter({ hasText: 'made by you' });
    await mine.getByRole('button').press('Enter');
    await page.getByRole('alertdialog').getByRole('button', { name: 'Put it back' }).press('Enter');
    await page.getByText('kept when another was put back').waitFor();
    await expect.poll(() => focused(page)).toMatch(/^Put back the backup/);
    await app.go('/film/858');
    await page.getByText('You would give it about').waitFor();
  });

  it('tests the devices against the processor', async () => {
    const { page } = app;
    await app.go('/settings');
    await page.getByRole('button', { name: 'Test the devices' }).click();
    await page
      .getByRole('region', { name: 'Results of the self-test' })
      .getByRole('rowheader', { name: /cpu/ })
      .waitFor({ timeout: 60_000 });
  });

  it('changes what a person told, and takes it back', async () => {
    const { page } = app;
    await app.go('/settings');
    const choose = async (option: string): Promise<void> => {
      await page.getByRole('button', { name: /Age group/ }).click();
      await page.getByRole('option', { name: option, exact: true }).click();
      await page
        .getByRole('button', { name: /Age group/ })
        .filter({ hasText: option })
        .waitFor();
    };
    await choose('25 to 34');
    await page.reload();
    await page
      .getByRole('button', { name: /Age group/ })
      .filter({ hasText: '25 to 34' })
      .waitFor();
    await choose('Prefer not to say');
  });

  it('saves everything about a person', async () => {
    const { page } = app;
    const [download] = await Promise.all([page.waitForEvent('download'), page.getByRole('button', { name: 'JSON' }).click()]);
    expect(JSON.parse(await readFile(await download.path(), 'utf8'))).toBeTypeOf('object');
  });

  it('says in place why a path cannot be imported', async () => {
    const { page } = app;
    await page.getByRole('textbox', { name: 'Import a data set from' }).fill('/nowhere/at/all');
    await page.getByRole('button', { name: 'Import', exact: true }).click();
    await page.getByRole('alert').first().waitFor({ timeout: 30_000 });
  });

  it.skipIf(!hasSharedData)(`imports MovieLens by path and reports on it${needsSharedData}`, async () => {
    const { page } = app;
    await app.go('/settings');
    await page.getByRole('textbox', { name: 'Import a data set from' }).fill(join(sharedData, 'ml-latest-small'));
    await page.getByRole('button', { name: 'Import', exact: true }).click();
    await page.getByText(/100,836 ratings by 610 people of [\d,]+ films? came in/).waitFor({ timeout: 60_000 });
    await page.getByRole('button', { name: /^Remove ml-latest-small/ }).click();
    await page
      .getByRole('alertdialog')
      .getByRole('button', { name: /^Remove/ })
      .click();
    await expect.poll(() => page.getByRole('button', { name: /^Remove ml-latest-small/ }).count(), { timeout: 15_000 }).toBe(0);
  });

  it('gives axe nothing to find in either theme, and keeps inside the window', async () => {
    const { page } = app;
    await app.go('/settings');
    await page.getByText('Runtime', { exact: true }).waitFor();
    expect(await accessibilityFaults(page)).toEqual([]);
    for (const width of [320, 800, 2560]) {
      await page.setViewportSize({ width, height: 800 });
      expect(await page.evaluate('document.documentElement.scrollWidth - innerWidth'), `${width} wide`).toBeLessThanOrEqual(0);
    }
    await page.setViewportSize({ width: 1280, height: 800 });
  });

  it('moves the data folder', async () => {
    const { page } = app;
    await page.getByRole('textbox', { name: 'Move it to' }).fill(join(elsewhere, 'films'));
    await page.getByRole('button', { name: 'Move', exact: true }).click();
    await page
      .getByRole('code')
      .or(page.locator('code'))
      .filter({ hasText: join(elsewhere, 'films') })
      .first()
      .waitFor({ timeout: 60_000 });
  });

  it('erases a profile only after asking, and begins anew', async () => {
    const { page } = app;
    await page.getByRole('button', { name: 'Erase', exact: true }).click();
    const dialog = page.getByRole('alertdialog');
    await dialog.getByRole('button', { name: 'Keep the profile' }).click();
    await page.getByRole('button', { name: 'Erase', exact: true }).click();
    await dialog.getByRole('button', { name: /^Erase/ }).click();
    await page.getByRole('button', { name: /skip/i }).waitFor();
    expect(app.complaints).toEqual([]);
  });

  it('tells whoever opens the old folder again where the data went, and goes there', async () => {
    const old = await startHost({ dataDir: app.host.dataDir });
    try {
      await expect.poll(() => old.output()).toContain(`These data were moved to ${join(elsewhere, 'films')} on `);
      const page = await app.context.newPage();
      await page.goto(old.url);
      await page.getByRole('status').filter({ hasText: 'what you change here stays here' }).waitFor();
      const open = page.getByRole('button', { name: 'Open the new folder' });
      await open.click();
      await page.getByText(/already uses the data folder/).waitFor();
      await app.host.kill();
      await open.click();
      // The profile was erased there; here it is still.
      await page.getByRole('button', { name: /skip/i }).waitFor();
      expect(await open.count()).toBe(0);
    } finally {
      await old.stop();
    }
  });
});
