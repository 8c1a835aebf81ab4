import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parse } from 'csv-parse/sync';
import { parquetReadObjects } from 'hyparquet';
import type { Download } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { noBrowser, noBrowserReason } from '../helpers/browser.ts';
import { repositoryRoot } from '../helpers/host.ts';
import { accessibilityFaults, type OpenApp, openApp } from '../helpers/openApp.ts';
import { writeManyRuns } from '../helpers/manyRuns.ts';
import { writeTasteDataset } from '../helpers/tasteDataset.ts';

/** Runs in the page: whether bytes are a picture with something in it. */
const isPicture = `async (base64, kind) => {
  const bytes = Uint8Array.from(atob(base64), (sign) => sign.charCodeAt(0));
  if (kind === 'Drawing') {
    const svg = new DOMParser().parseFromString(new TextDecoder().decode(bytes), 'image/svg+xml');
    return svg.querySelector('parsererror') === null && svg.querySelectorAll('path').length > 0;
  }
  const { width, height } = await createImageBitmap(new Blob([bytes], { type: 'image/png' }));
  return width > 300 && height > 100;
}`;

const RATED = [1, 6, 32] as const;

/** The lab as a student meets it, on a small made-up data set: one story, told in order. */
describe.skipIf(noBrowser)(`the lab${noBrowserReason}`, () => {
  let app: OpenApp;
  const folder = mkdtempSync(join(tmpdir(), 'marquee-lab-'));

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

  async function choose(label: string, option: string): Promise<void> {
    await app.page.getByRole('button', { name: new RegExp(`${label}$`) }).click();
    await app.page.getByRole('option', { name: option, exact: true }).click();
  }

  /** The form of a new run of a model, on the made-up data. */
  async function newRun(model: string): Promise<void> {
    await app.go('/lab/train/new');
    await app.page.getByRole('heading', { name: 'New run' }).waitFor();
    await choose('Data', 'tastes');
    await choose('Model', model);
  }

  beforeAll(async () => {
    app = await openApp();
    await app.go('/lab/train');
    await app.page.getByText('No data set yet').waitFor();
    writeTasteDataset(join(folder, 'tastes'));
    const entry = join(repositoryRoot, 'out', 'main', 'cli.js');
    execFileSync(process.execPath, [entry, 'import', join(folder, 'tastes'), '--data-dir', app.host.dataDir, '--json'], { stdio: 'pipe' });
    await app.page.reload();
  });
  afterAll(async () => {
    await app?.close();
    rmSync(folder, { recursive: true, force: true });
  });

  it('explores a data set: charts that say what they show, tables behind them, a filter that counts', async () => {
    const { page } = app;
    await app.go('/lab/data');
    await page.getByRole('heading', { name: 'How people rate' }).waitFor();
    for (const name of ['The long tail', 'How unequal it is', 'Mean rating by genre', 'Genres over time', 'Cold starts'])
      expect(await page.getByRole('heading', { name }).count(), name).toBe(1);
    await page.getByRole('button', { name: 'Show as table: How people rate' }).click();
    expect(await page.getByRole('region', { name: 'How people rate, table' }).getByRole('row').count()).toBe(11);
    for (const [kind, start] of [
      ['Picture', '\x89PNG'],
      ['Drawing', '<svg'],
      ['Numbers', 'film no.,ratings'],
    ] as const) {
      const download = page.waitForEvent('download');
      await page.getByRole('button', { name: 'Save: The long tail' }).click();
      await page.getByRole('menuitem', { name: new RegExp(`^${kind}`) }).click();
      const bytes = readFileSync(await (await download).path());
      expect(bytes.toString('latin1', 0, start.length), kind).toBe(start);
      if (kind === 'Numbers') expect(parse(bytes, { columns: true }).length).toBeGreaterThan(10);
      // The browser reads back what the page wrote.
      else expect(await page.evaluate(`(${isPicture})('${bytes.toString('base64')}', '${kind}')`), kind).toBe(true);
    }
    const reader = page.getByRole('slider', { name: /Read values: Lorenz/ });
    await reader.focus();
    await page.keyboard.press('ArrowRight');
    await expect.poll(() => reader.getAttribute('aria-valuetext')).toMatch(/people .*films/);
    await isSound();
    await page.getByText('Filter these ratings').click();
    await page.getByLabel('People with at least').fill('30');
    await page.keyboard.press('Enter');
    await page.getByText(/ratings by \d+ people of \d+ films stay/).waitFor();
    await page.getByLabel('Name', { exact: true }).fill('keen');
    await page.getByRole('button', { name: 'Keep as a data set' }).click();
    // The list follows the job by itself: the address names the new data set before it is there.
    await app.go('/lab/data/keen');
    await expect.poll(() => page.getByRole('button', { name: /Data set$/ }).innerText(), { timeout: 60_000 }).toBe('keen');
    await expect.poll(() => page.getByText(/^SHA-256 of the data set/).count()).toBe(1);
  });

  it('trains a model with its settings in sight, follows its curves, and measures it', async () => {
    const { page } = app;
    await newRun('SGD factors (sgd-mf)');
    await page.getByLabel('Seeds').fill('2');
    await page.getByLabel('Learning rate', { exact: true }).waitFor();
    await isSound();
    await page.getByRole('button', { name: 'Train and measure' }).click();
    await page.getByText('Done.', { exact: true }).waitFor({ timeout: 60_000 });
    await page.getByRole('heading', { name: 'Loss', exact: true }).waitFor();
    await page.getByText('RMSE', { exact: true }).first().waitFor();
    await isSound();
  });

  it('saves a file that makes the run again with the same figures', async () => {
    const { page } = app;
    const download = page.waitForEvent('download');
    await page.getByRole('button', { name: 'Save as a file' }).click();
    const path = await (await download).path();
    const before = JSON.parse(readFileSync(path, 'utf8')) as { result: { metrics: Record<string, { perSeed: number[] }> } };
    await app.go('/lab/train/new');
    await page.locator('input[type=file]').setInputFiles({ name: 'again.json', mimeType: 'application/json', buffer: readFileSync(path) });
    await page.waitForURL(/lab\/train\/(?!new)/);
    await page.getByText('Done.', { exact: true }).waitFor({ timeout: 60_000 });
    const second = page.waitForEvent('download');
    await page.getByRole('button', { name: 'Save as a file' }).click();
    const after = JSON.parse(readFileSync(await (await second).path(), 'utf8')) as typeof before;
    expect(after.result.metrics['rmse']!.perSeed).toEqual(before.result.metrics['rmse']!.perSeed);
    expect(after.result.metrics['ndcg@10']!.perSeed).toEqual(before.result.metrics['ndcg@10']!.perSeed);
  });

  it('pauses, resumes and cancels', async () => {
    const { page } = app;
    await newRun('SGD factors (sgd-mf)');
    await page.getByLabel('Epochs', { exact: true }).fill('200000');
    await page.getByLabel('Seeds').fill('1');
    await page.getByRole('button', { name: 'Train and measure' }).click();
    await page.getByText('Training.', { exact: true }).waitFor({ timeout: 30_000 });
    await page.getByRole('button', { name: 'Pause', exact: true }).click();
    await page.getByText(/^Paused\./).waitFor({ timeout: 15_000 });
    await page.getByRole('button', { name: 'Resume', exact: true }).click();
    await page.getByText('Training.', { exact: true }).waitFor({ timeout: 30_000 });
    await page.getByRole('button', { name: 'Cancel', exact: true }).click();
    await page.getByText('Cancelled.', { exact: true }).waitFor({ timeout: 15_000 });
  });

  it('lists runs, sorts them, and says whether one is ahead of another', async () => {
    const { page } = app;
    await newRun('Baseline (bias)');
    await page.getByLabel('Seeds').fill('2');
    await page.getByRole('button', { name: 'Train and measure' }).click();
    await page.getByText('Done.', { exact: true }).waitFor({ timeout: 60_000 });
    await app.go('/lab/runs');
    const table = page.getByRole('table', { name: 'Runs' });
    await expect.poll(() => table.getAttribute('aria-rowcount')).toBe('5');
    await page.setViewportSize({ width: 1280, height: 800 });
    await page.getByRole('columnheader', { name: 'RMSE', exact: true }).getByRole('button').click();
    await expect.poll(() => page.getByRole('columnheader', { name: 'RMSE', exact: true }).getAttribute('aria-sort')).not.toBe('none');
    await page.getByRole('radio', { name: 'Ahead' }).click();
    await expect.poll(() => table.getByRole('checkbox').count()).toBe(2);
    // By keyboard: Space chooses, the arrow goes on.
    const chosen = () => table.getByRole('checkbox', { checked: true }).count();
    await table.getByRole('checkbox').first().focus();
    await page.keyboard.press('Space');
    await expect.poll(chosen).toBe(1);
    await page.keyboard.press('ArrowDown');
    await expect.poll(() => page.evaluate("document.activeElement.closest('[aria-rowindex]')?.getAttribute('aria-rowindex')")).toBe('3');
    await page.keyboard.press('Space');
    await expect.poll(chosen).toBe(2);
    await page.getByText(/is ahead by|No difference can be shown/).waitFor({ timeout: 60_000 });
    await page.getByRole('heading', { name: /^Difference per metric/ }).waitFor();
    await page.getByRole('heading', { name: 'For whom' }).waitFor();
    await page.getByRole('region', { name: 'Pairs of runs, table' }).waitFor();
    await isSound();
  });

  it('writes runs, curves and figures by person as files that other readers open', async () => {
    const { page } = app;
    const exported = async (kind: RegExp): Promise<Buffer> => {
      const download = page.waitForEvent('download');
      await page.getByRole('button', { name: 'Export' }).click();
      await page.getByRole('menuitem', { name: kind }).click();
      return readFileSync(await (await download).path());
    };
    const table = async (kind: RegExp): Promise<Record<string, unknown>[]> => {
      const { buffer, byteOffset, length } = await exported(kind);
      return await parquetReadObjects({ file: buffer.slice(byteOffset, byteOffset + length) as ArrayBuffer });
    };
    const rows = parse(await exported(/CSV, one row a run/), { columns: true }) as Record<string, string>[];
    expect(rows).toHaveLength(2);
    const runs = await table(/Parquet, one row a run/);
    expect(runs.map((run) => [run['model'], String(run['ndcg@10'])])).toEqual(rows.map((run) => [run['model'], run['ndcg@10']]));
    expect((await exported(/LaTeX/)).toString()).toContain('\\begin{tabular}');
    const curves = parse(await exported(/one row a report/), { columns: true }) as Record<string, string>[];
    expect(curves.length).toBeGreaterThan(0);
    expect(curves.every(({ loss }) => Number(loss) > 0)).toBe(true);
    const people = await table(/one row a person/);
    expect(new Set(people.map((person) => person['metric']))).toContain('ndcg@10');
  });

  it('searches settings on validation rows, shows what was tried and what mattered, and trains with the best', async () => {
    const { page } = app;
    await newRun('Baseline (bias)');
    await page.getByText(/measures RMSE on a validation part/).waitFor();
    await page.getByLabel('Settings to try').fill('6');
    await page.getByRole('button', { name: 'Search', exact: true }).click();
    await page.getByText('Done. Test rows were not read.').waitFor({ timeout: 120_000 });
    await page.getByRole('heading', { name: 'What mattered' }).waitFor();
    await page.getByRole('button', { name: 'Show as table: What was tried' }).click();
    expect(await page.getByRole('region', { name: 'What was tried, table' }).getByRole('row').count()).toBe(7);
    await isSound();
    await page.getByRole('button', { name: 'Train with the best' }).click();
    await page.getByText('Done.', { exact: true }).waitFor({ timeout: 60_000 });
    await app.go('/lab/train/new');
    const searches = page.getByRole('region', { name: 'Searches' });
    await searches.getByText(/6 of 6 settings measured, RMSE/).waitFor();
    await searches.getByRole('link', { name: 'Settings for Baseline' }).click();
    await page.getByRole('heading', { name: 'What was tried' }).waitFor();
  });

  it('goes on with a search that was given up', async () => {
    const { page } = app;
    // Slow enough to be given up in the middle.
    await newRun('SGD factors (sgd-mf)');
    await page.getByLabel('Settings to try').fill('12');
    await page.getByRole('button', { name: 'Search', exact: true }).click();
    await page.getByRole('button', { name: 'Cancel', exact: true }).click();
    await page.getByText('Cancelled.', { exact: true }).waitFor();
    await page.getByRole('button', { name: 'Resume', exact: true }).press('Enter');
    await page.getByText('Done. Test rows were not read.').waitFor({ timeout: 60_000 });
    await page.getByText('12 of 12', { exact: true }).waitFor();
  });

  it('halves: the better third of the settings gets three times the data, drawn with the others over one axis a setting', async () => {
    const { page } = app;
    await newRun('Baseline (bias)');
    await page.getByRole('radio', { name: 'Halving' }).click();
    await page.getByLabel('Settings to try').fill('4');
    await page.getByRole('button', { name: 'Search', exact: true }).click();
    await page.getByText('Done. Test rows were not read.').waitFor({ timeout: 120_000 });
    const drawn = page.getByRole('img', { name: 'Settings tried and the RMSE that each reached' });
    // Four with a third of the rows, the best of them again with all; one of the five in amber.
    expect(await drawn.locator('path[stroke="var(--chart-bar)"]').count()).toBe(4);
    expect(await drawn.locator('path[stroke="var(--chart-1)"]').count()).toBe(1);
    await page.getByRole('button', { name: 'Show as table: What was tried' }).click();
    const shares = page.getByRole('region', { name: 'What was tried, table' }).getByRole('cell', { name: /^(0\.33|1\.00)$/ });
    await expect.poll(async () => (await shares.allInnerTexts()).sort()).toEqual(['0.33', '0.33', '0.33', '0.33', '1.00']);
    await isSound();
  });

  it('keeps what waits in a queue whose order can be changed by keyboard', async () => {
    const { page } = app;
    for (const name of ['endless', 'first', 'second']) {
      await newRun(name === 'endless' ? 'SGD factors (sgd-mf)' : 'Baseline (bias)');
      if (name === 'endless') await page.getByLabel('Epochs', { exact: true }).fill('200000');
      await page.getByLabel('Seeds').fill('1');
      await page.getByLabel('Name', { exact: true }).fill(name);
      await page.getByRole('button', { name: 'Train and measure' }).click();
      await page.getByRole('heading', { name, level: 2 }).waitFor();
    }
    const queued = () => page.getByRole('region', { name: 'Queue' }).getByRole('listitem').getByRole('link').allInnerTexts();
    await expect.poll(queued).toEqual(['endless', 'first', 'second']);
    expect(await page.getByRole('button', { name: 'Later: second' }).isDisabled()).toBe(true);
    await page.getByRole('button', { name: 'Earlier: second' }).focus();
    await page.keyboard.press('Enter');
    await expect.poll(queued).toEqual(['endless', 'second', 'first']);
    await isSound();
    await page.reload();
    await expect.poll(queued).toEqual(['endless', 'second', 'first']);
    await page.getByRole('button', { name: 'Later: second' }).click();
    await expect.poll(queued).toEqual(['endless', 'first', 'second']);
    await page.getByRole('button', { name: 'Cancel endless' }).click();
    await expect.poll(queued, { timeout: 60_000 }).toEqual([]);
  });

  it('shows hundreds of runs, drawing those in sight, and finds some of them', async () => {
    const { page } = app;
    writeManyRuns(app.host.dataDir, { count: 300, points: 0, until: 1_790_000_000_000 });
    await app.go('/lab/runs');
    const table = page.getByRole('table', { name: 'Runs' });
    await table.waitFor();
    const rows = async () => Number(await table.getAttribute('aria-rowcount'));
    // The head, these, and those of the tests before.
    const all = await rows();
    expect(all).toBeGreaterThan(300);
    expect(await table.getByRole('checkbox').count()).toBeLessThan(60);
    await page.getByLabel('Filter runs').fill('two-tower');
    await expect.poll(rows).toBe(1 + 300 / 6);
    await page.getByLabel('Filter runs').fill('');
    await expect.poll(rows).toBe(all);
    // The last row by keyboard, and the name in sight however far the figures are scrolled.
    await page.getByRole('columnheader', { name: 'Data', exact: true }).getByRole('button').click();
    const region = page.getByRole('region', { name: 'Runs' });
    await region.focus();
    await page.keyboard.press('End');
    await table
      .getByRole('row')
      .and(page.locator(`[aria-rowindex="${all}"]`))
      .waitFor();
    await region.evaluate('(box) => (box.scrollLeft = 600)');
    const box = (await region.boundingBox())!;
    // Rows come and go while the table is scrolled.
    const nameAt = async () => (await table.getByRole('rowheader').last().boundingBox())?.x ?? Number.POSITIVE_INFINITY;
    await expect.poll(async () => (await nameAt()) - box.x).toBeLessThan(60);
  });

  it('shows every model with its card, lets one rank the lists, and takes it back', async () => {
    const { page } = app;
    await app.go('/lab/models');
    await page.getByRole('button', { name: /^iALS/ }).click();
    await page.getByRole('heading', { name: 'iALS', level: 2 }).waitFor();
    // It ranks them already.
    expect(await page.getByRole('button', { name: 'Rank my lists with it' }).count()).toBe(0);
    await page.getByRole('button', { name: /^EASE/ }).click();
    await page.getByRole('heading', { name: 'EASE', level: 2 }).waitFor();
    await page.getByRole('button', { name: 'Rank my lists with it' }).click();
    await page
      .getByRole('list', { name: 'Chosen models' })
      .getByText(/ranks your lists since/)
      .waitFor();
    await isSound();
    await page.getByRole('button', { name: /^Back to/ }).click();
    await expect.poll(() => page.getByRole('list', { name: 'Chosen models' }).count()).toBe(0);
    await page.getByRole('button', { name: /^ALS/ }).click();
    await page.getByRole('heading', { name: 'Does Match keep its word?' }).waitFor();
    await isSound();
  });

  it('asks which of two lists is better without saying whose they are', async () => {
    const { page } = app;
    for (const filmId of RATED) {
      await app.go(`/film/${filmId}`);
      await page.getByText('You would give it about').waitFor();
      await page.keyboard.press('4');
      await page.getByText('You gave it').waitFor();
    }
    await app.go('/lab/survey');
    await isSound();
    await page.getByRole('button', { name: 'Show me two lists' }).click();
    await page.getByRole('heading', { name: 'Two lists for you' }).waitFor();
    for (const name of ['Left list', 'Right list']) {
      const list = page.getByRole('region', { name });
      expect(await list.getByRole('listitem').count()).toBe(8);
      expect(await list.innerText()).not.toMatch(/EASE|iALS/);
      for (const question of await list.getByRole('group').all()) await question.getByRole('radio', { name: /^4/ }).check();
    }
    await page.getByRole('radio', { name: 'The left one' }).click();
    await isSound();
    await page.getByRole('button', { name: /^Answer/ }).click();
    await page.getByText(/The left list was by (EASE|iALS)/).waitFor();
    await page.getByRole('heading', { name: '1 answer' }).waitFor();
  });

  it('lets the two-tower model learn on with the ratings of the person, as a model of its own', async () => {
    const { page } = app;
    await app.go('/lab/models');
    await page.getByRole('button', { name: /^EASE/ }).click();
    expect(await page.getByRole('button', { name: 'Update with my ratings' }).count()).toBe(0);
    await page.getByRole('button', { name: /^Two towers/ }).click();
    await page.getByRole('button', { name: 'Update with my ratings' }).click();
    await choose('Learn on with', 'tastes');
    await isSound();
    await page.getByRole('button', { name: 'Update', exact: true }).click();
    await page.getByRole('button', { name: /^Two towers.*tastes/ }).click({ timeout: 60_000 });
    // Eighty people of the data set, and the one who rates here.
    await page.getByText(/tastes: .* by 81 people/).waitFor();
    await page.getByText(/marquee update --profile NAME .*--from shipped/).waitFor();
  });

  it('shows favourites beside what follows from them, as a picture and as text', async () => {
    const { page } = app;
    await app.go('/lab/showcase');
    await page.getByRole('region', { name: 'Favourites' }).getByRole('listitem').first().waitFor();
    expect(await page.getByRole('region', { name: 'Recommended' }).getByRole('listitem').count()).toBe(10);
    await isSound();
    const saved = async (button: string): Promise<Download> => {
      const download = page.waitForEvent('download', { timeout: 30_000 });
      await page.getByRole('button', { name: button }).click();
      return await download;
    };
    const text = readFileSync(await (await saved('Save as Markdown')).path(), 'utf8');
    expect(text).toContain('Toy Story');
    const picture = readFileSync(await (await saved('Save as a picture')).path());
    expect(picture.subarray(1, 4).toString()).toBe('PNG');
    expect(picture.length).toBeGreaterThan(50_000);
    expect(app.complaints).toEqual([]);
  });
});
