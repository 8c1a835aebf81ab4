import { execFileSync, spawn } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, sep } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Experiment } from '../../src-main/contract/experiments.ts';
import { noBrowser, noBrowserReason } from '../helpers/browser.ts';
import { repositoryRoot, type RunningHost, startHost } from '../helpers/host.ts';
import { type OpenApp, openApp } from '../helpers/openApp.ts';
import { writeTasteDataset } from '../helpers/tasteDataset.ts';

/** A few seconds of training, whatever else the machine does: sampling takes one thread. */
const SAMPLES = 1_500;
const SAVE_EVERY = 20;
const isPosix = process.platform !== 'win32';

describe.skipIf(noBrowser || !isPosix)(`a training that is killed${noBrowserReason}`, () => {
  let app: OpenApp;
  const folder = mkdtempSync(join(tmpdir(), 'marquee-killed-lab-'));
  const dataDir = join(folder, 'data');
  const runs = join(dataDir, 'runs');
  const entry = join(repositoryRoot, 'out', 'main', 'cli.js');
  const hosts: RunningHost[] = [];

  /** "234 of 1,500 samples" as a number. */
  async function stepShown(): Promise<number> {
    const text = await app.page
      .getByRole('definition')
      .filter({ hasText: / of [\d,]+$/ })
      .first()
      .innerText();
    return Number(text.split(' of ')[0]!.replaceAll(',', ''));
  }

  /** Steps of the newest checkpoint on disk, 0 before the first. */
  function checkpointed(): number {
    const steps = readdirSync(runs, { recursive: true, encoding: 'utf8' }).flatMap(
      (path) => /checkpoints-1.step-(\d+)\.json$/.exec(path)?.[1] ?? [],
    );
    return Math.max(0, ...steps.map(Number));
  }

  /** The first point of the curve as it was written down: a training that began anew would have written another, with a later time. */
  function firstPoint(): string {
    return readFileSync(join(runs, readdirSync(runs)[0]!, 'curve.jsonl'), 'utf8').split('\n')[0]!;
  }

  async function goesOnFrom(step: number, begun: string): Promise<void> {
    await expect.poll(stepShown, { timeout: 60_000 }).toBeGreaterThanOrEqual(step);
    expect(firstPoint()).toBe(begun);
  }

  function marquee(...words: string[]): string {
    return execFileSync(process.execPath, [entry, ...words, '--data-dir', dataDir, '--json'], { encoding: 'utf8', stdio: 'pipe' });
  }

  async function trains(): Promise<void> {
    await app.page.getByText('Training.', { exact: true }).waitFor({ timeout: 60_000 });
  }

  beforeAll(async () => {
    writeTasteDataset(join(folder, 'tastes'));
    marquee('import', join(folder, 'tastes'));
    app = await openApp({ dataDir });
    hosts.push(app.host);
    await app.go('/lab/train/new');
    const { page } = app;
    for (const [label, option] of [
      ['Protocol', 'recbole-811'],
      ['Model', 'Bayesian factors (bayes-mf)'],
    ] as const) {
      await page.getByRole('button', { name: new RegExp(`${label}$`) }).click();
      await page.getByRole('option', { name: option, exact: true }).click();
    }
    await page.getByLabel('Samples', { exact: true }).fill(String(SAMPLES));
    await page.getByLabel('Save every, steps', { exact: true }).fill(String(SAVE_EVERY));
    await page.getByLabel('Seeds').fill('1');
    await page.getByRole('button', { name: 'Train and measure' }).click();
    await trains();
  });
  afterAll(async () => {
    await app?.close();
    await hosts.at(-1)?.stop();
    rmSync(folder, { recursive: true, force: true });
  });

  it('says interrupted when its process dies, and goes on from its checkpoint', async () => {
    await expect.poll(checkpointed, { timeout: 60_000 }).toBeGreaterThan(0);
    const [kept, begun] = [checkpointed(), firstPoint()];
    const [compute] = execFileSync('pgrep', ['-P', String(app.host.pid)], { encoding: 'utf8' })
      .trim()
      .split('\n');
    process.kill(Number(compute), 'SIGKILL');
    await app.page.getByText(/^Interrupted\. Nothing is lost/).waitFor({ timeout: 30_000 });
    await app.page.getByRole('button', { name: 'Resume', exact: true }).click();
    await trains();
    await goesOnFrom(kept, begun);
  });

  it('is there after the whole app was killed, goes on from its checkpoint, and ends in the figures of an unbroken run', {
    timeout: 240_000,
  }, async () => {
    const before = checkpointed();
    await expect.poll(checkpointed, { timeout: 60_000 }).toBeGreaterThan(before);
    const [kept, begun] = [checkpointed(), firstPoint()];
    const { page } = app;
    await app.host.kill();
    hosts.push(await startHost({ dataDir }));
    await page.goto(hosts.at(-1)!.url);
    await page.getByRole('link', { name: 'Lab', exact: true }).click();
    // Nobody has to look for it: the lab opens where it was broken off.
    await page.getByText(/^Interrupted\. Nothing is lost/).waitFor({ timeout: 30_000 });
    await page.getByRole('heading', { name: 'Loss', exact: true }).waitFor();
    await page.getByRole('button', { name: 'Resume', exact: true }).click();
    await trains();
    await goesOnFrom(kept, begun);
    await page.getByText('Done.', { exact: true }).waitFor({ timeout: 120_000 });
    const download = page.waitForEvent('download');
    await page.getByRole('button', { name: 'Save as a file' }).click();
    const file = await (await download).path();
    const { metrics } = (JSON.parse(readFileSync(file, 'utf8')) as Experiment).result!;
    expect(metrics['ndcg@10']!.perSeed).toHaveLength(1);
    // The terminal trains the same without a break, and compares.
    const unbroken = JSON.parse(marquee('run', file)) as { different: string[]; metrics: typeof metrics };
    expect(unbroken.different).toEqual([]);
    expect(unbroken.metrics['ndcg@10']).toEqual(metrics['ndcg@10']);
  });

  it('goes on here with what was killed in a terminal, and offers that only where something is kept', { timeout: 240_000 }, async () => {
    const { page } = app;
    const settings = [`samples=${SAMPLES}`, `saveEvery=${SAVE_EVERY}`].flatMap((setting) => ['--set', setting]);
    const words = ['train', '--data', 'tastes', '--model', 'bayes-mf', '--protocol', 'recbole-811', '--seed', '7', ...settings];
    const terminal = spawn(process.execPath, [entry, ...words, '--data-dir', dataDir], { stdio: 'ignore', detached: true });
    const ended = new Promise((resolve) => terminal.once('close', resolve));
    const isKept = (path: string): boolean => /checkpoints-7.step-\d+\.json$/.test(path);
    await expect.poll(() => readdirSync(runs, { recursive: true, encoding: 'utf8' }).some(isKept), { timeout: 60_000 }).toBe(true);
    process.kill(-terminal.pid!, 'SIGKILL');
    await ended;
    const runId = readdirSync(runs, { recursive: true, encoding: 'utf8' }).find(isKept)!.split(sep)[0]!;
    await page.getByRole('link', { name: 'Runs', exact: true }).click();
    await page.getByRole('row').filter({ hasText: 'Interrupted' }).getByRole('checkbox').check();
    await page.getByRole('button', { name: 'Resume', exact: true }).click();
    await page.waitForURL(new RegExp(`lab/train/${runId}$`));
    await page.getByText('Done.', { exact: true }).waitFor({ timeout: 120_000 });
    expect(await page.getByRole('button', { name: 'Resume', exact: true }).count()).toBe(0);
  });
});
