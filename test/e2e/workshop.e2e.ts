import { mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { noBrowser, noBrowserReason } from '../helpers/browser.ts';
import { accessibilityFaults, type OpenApp, openApp } from '../helpers/openApp.ts';
import { writePictures } from '../helpers/paintedFolder.ts';

// A training step takes seconds to compile on a busy machine.
vi.setConfig({ hookTimeout: 240_000, testTimeout: 400_000 });
const PATIENT = { timeout: 240_000 };

/** Training a painter and comparing its pictures, as a person does it: one story, told in order. */
describe.skipIf(noBrowser)(`the studio's workshop${noBrowserReason}`, () => {
  let app: OpenApp;
  const folder = mkdtempSync(join(tmpdir(), 'marquee-'));
  const pictures = join(folder, 'pictures');

  /** axe in both themes, and nothing wider than the window. */
  async function isSound(): Promise<void> {
    expect(await accessibilityFaults(app.page)).toEqual([]);
    for (const width of [320, 800, 1280]) {
      await app.page.setViewportSize({ width, height: 800 });
      await expect
        .poll(() => app.page.evaluate('document.documentElement.scrollWidth - innerWidth'), { message: `${width} wide` })
        .toBeLessThanOrEqual(0);
    }
  }

  beforeAll(async () => {
    mkdirSync(pictures);
    await writePictures(pictures, 12, 32, 48);
    app = await openApp();
  });
  afterAll(async () => {
    await app?.close();
    rmSync(folder, { recursive: true, force: true });
  });

  it('trains a painter of twenty steps: curve, samples, pause and resume, a card', async () => {
    const { page } = app;
    await app.go('/studio');
    await page.getByRole('link', { name: 'Train', exact: true }).click();
    await page.getByRole('heading', { name: 'Train a painter' }).waitFor();
    await isSound();
    await page.getByLabel('Folder or tar').fill('/no/such/folder');
    await page.getByRole('button', { name: 'Train', exact: true }).click();
    await page.getByText('There is nothing at /no/such/folder').waitFor();
    await page.getByLabel('Folder or tar').fill(pictures);
    // What was typed is still there after a look elsewhere.
    await page.getByRole('link', { name: 'Gallery', exact: true }).click();
    await page.getByRole('link', { name: 'Train', exact: true }).click();
    expect(await page.getByLabel('Folder or tar').inputValue()).toBe(pictures);
    await page.getByRole('radio', { name: 'Steps' }).click();
    await page.getByLabel('Steps of each size').fill('20');
    await page.getByText('Advanced').click();
    await page.getByLabel('Sample prompts').fill('a red poster\na blue poster');
    await page.getByLabel('Steps between samples').fill('0');
    await page.getByText('A whole number above zero.').waitFor();
    await page.getByLabel('Steps between samples').fill('5');
    await page.getByLabel('Pictures a step').fill('2');
    await page.getByRole('button', { name: 'Train', exact: true }).click();
    await page.getByRole('heading', { name: 'mine', exact: true }).waitFor();
    await page.getByRole('img', { name: /^Samples at 16 × 24, step/ }).waitFor(PATIENT);
    const pause = page.getByRole('button', { name: 'Pause' });
    if (await pause.isVisible()) {
      await pause.click().catch(() => undefined);
      await page.getByText(/^(Paused|Done) after/).waitFor(PATIENT);
      if (await page.getByRole('button', { name: 'Resume' }).isVisible()) await page.getByRole('button', { name: 'Resume' }).click();
    }
    await page.getByText(/^Done after/).waitFor(PATIENT);
    await page.getByRole('img', { name: 'Samples at 16 × 24, step 20: a red poster; a blue poster' }).waitFor();
    await page.getByRole('slider', { name: /^Look back/ }).focus();
    await page.keyboard.press('Home');
    await page.getByRole('img', { name: /^Samples at 16 × 24, step 5:/ }).waitFor();
    await page.getByRole('heading', { name: 'Loss at 16 × 24' }).waitFor();
    await page.getByText(/at step 20 of 20/).waitFor();
    await isSound();
    await page.getByRole('link', { name: 'All trainings' }).click();
    await page.getByText('Card of mine').click();
    await page.getByText(/pictures in 20 steps/).waitFor();
    await isSound();
  });

  it('deletes a painter and brings it back', async () => {
    const { page } = app;
    await page.getByRole('button', { name: 'Delete mine' }).click();
    await page.getByText('Card of mine').waitFor({ state: 'detached' });
    await page.getByRole('button', { name: 'Undo' }).click();
    await page.getByText('Card of mine').waitFor();
  });

  it('fine-tunes it on the same pictures, and shows before and after', async () => {
    const { page } = app;
    await page.getByRole('radio', { name: 'Fine-tune' }).click();
    await page.getByRole('button', { name: /Go on from$/ }).click();
    await page.getByRole('option', { name: 'mine' }).click();
    await page.getByLabel('Name of the new painter').fill('finer');
    expect(await page.getByLabel('Folder or tar').inputValue()).toBe(pictures);
    await page.getByLabel('Steps of each size').fill('3');
    await page.getByRole('button', { name: 'Fine-tune', exact: true }).click();
    await page.getByRole('heading', { name: 'finer, from mine' }).waitFor();
    await page.getByText(/^Done after/).waitFor(PATIENT);
    await page
      .getByRole('img', { name: 'Above as mine paints, below as finer does, the same captions and noise: a red poster; a blue poster' })
      .waitFor();
    await isSound();
  });

  it('brings pictures of several models together, and says which it could not read', async () => {
    const { page } = app;
    await app.go('/studio/compare');
    await page.getByRole('heading', { name: 'Which pictures do you prefer?' }).waitFor();
    await isSound();
    await page.getByLabel('Name', { exact: true }).fill('Mine and theirs');
    await page.getByLabel('Prompts').fill(Array.from({ length: 5 }, (_, i) => `a poster, number ${i + 1}`).join('\n'));
    await page.getByRole('button', { name: 'Begin' }).click();
    await page.getByRole('heading', { name: 'Mine and theirs' }).waitFor();
    await page.getByRole('radio', { name: 'Files' }).click();
    await page.getByLabel('Name of the model').fill('Theirs');
    await page.getByLabel('Seconds a picture took, if known').fill('3.5');
    const files = Array.from({ length: 5 }, (_, i) => ({
      name: `${i + 1}.png`,
      mimeType: 'image/png',
      buffer: readFileSync(join(pictures, `picture${i}.png`)),
    }));
    const [chooser] = await Promise.all([page.waitForEvent('filechooser'), page.getByRole('button', { name: 'Choose files' }).click()]);
    await chooser.setFiles([...files, { name: '6.png', mimeType: 'image/png', buffer: Buffer.from('no picture') }]);
    await page.getByText('5 pictures brought in; 1 not:').waitFor();
    await page.getByRole('row', { name: /^Theirs 5 of 5.*3\.50, as entered/ }).waitFor();
    await page.getByRole('radio', { name: 'A folder' }).click();
    await page.getByLabel('Name of the model').fill('Others');
    await page.getByLabel('Folder or tar', { exact: true }).fill(pictures);
    await page.getByRole('button', { name: 'Bring them in' }).click();
    await page.getByText('5 pictures brought in; 7 not:').waitFor();
    await page.getByRole('row', { name: /^Others 5 of 5/ }).waitFor();
    await isSound();
  });

  it('votes blind, by keys and by buttons, and says where the models stand', async () => {
    const { page } = app;
    await page.getByRole('button', { name: 'Vote' }).click();
    for (const [votes, key] of ['1', '2', '0', '1', '2'].entries()) {
      await page.getByText(new RegExp(`^${votes} votes? so far`)).waitFor();
      expect(await page.getByRole('main').textContent()).not.toMatch(/Theirs|Others/);
      await page.keyboard.press(key);
    }
    await page.getByText('5 votes so far').waitFor();
    await page.keyboard.press('z');
    await page.getByText('4 votes so far').waitFor();
    await page.getByRole('button', { name: 'Neither (0)' }).click();
    await page.getByText('5 votes so far').waitFor();
    await isSound();
    await page.getByRole('button', { name: 'See where they stand' }).click();
    await page.getByText('5 prompts, 5 votes; 5 of 5 pairs voted on').waitFor();
    await isSound();
    const download = page.waitForEvent('download');
    await page.getByRole('button', { name: 'Export', exact: true }).click();
    await page.getByRole('menuitem', { name: /^Report/ }).click();
    expect(readFileSync(await (await download).path(), 'utf8')).toMatch(/\| Theirs \| 1\d{3} \|/);
    await page.reload();
    await page.getByText('5 prompts, 5 votes; 5 of 5 pairs voted on').waitFor();
  });

  it('lets a painter of ours paint the same prompts, and measures its time', async () => {
    const { page } = app;
    await page.getByRole('radio', { name: 'A painter of ours' }).click();
    await page.getByRole('button', { name: /Painter$/ }).click();
    await page.getByRole('option', { name: 'mine' }).click();
    await page.getByLabel('Steps', { exact: true }).fill('1');
    await page.getByRole('button', { name: 'Paint 5 prompts' }).click();
    await page.getByRole('row', { name: /^mine, 1 step, seed 1 [1-5] of 5/ }).waitFor(PATIENT);
    await page.getByRole('row', { name: /^mine/ }).getByText(', measured').waitFor();
    expect(app.complaints).toEqual([]);
  });
});
