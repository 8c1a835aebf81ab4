import { execFileSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { noBrowser, noBrowserReason } from '../helpers/browser.ts';
import { repositoryRoot, type RunningHost, startHost } from '../helpers/host.ts';
import { type OpenApp, openApp } from '../helpers/openApp.ts';
import { writeTasteDataset } from '../helpers/tasteDataset.ts';

/** Far more than the test lasts. */
const EPOCHS = 200_000;
const isPosix = process.platform !== 'win32';

describe.skipIf(noBrowser || !isPosix)(`a training that is killed${noBrowserReason}`, () => {
  let app: OpenApp;
  const folder = mkdtempSync(join(tmpdir(), 'marquee-killed-lab-'));
  const dataDir = join(folder, 'data');
  const hosts: RunningHost[] = [];

  /** "1,234 of 200,000 steps" as a number. */
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
    const runs = join(dataDir, 'runs');
    const steps = readdirSync(runs, { recursive: true, encoding: 'utf8' }).flatMap(
      (path) => /checkpoints-1.step-(\d+)\.json$/.exec(path)?.[1] ?? [],
    );
    return Math.max(0, ...steps.map(Number));
  }

  /** The first point of the curve as it was written down: a training that began anew would have written another, with a later time. */
  function firstPoint(): string {
    const runs = join(dataDir, 'runs');
    return readFileSync(join(runs, readdirSync(runs)[0]!, 'curve.jsonl'), 'utf8').split('\n')[0]!;
  }

  async function goesOnFrom(step: number, begun: string): Promise<void> {
    await expect.poll(stepShown, { timeout: 60_000 }).toBeGreaterThanOrEqual(step);
    expect(firstPoint()).toBe(begun);
  }

  async function trains(): Promise<void> {
    await app.page.getByText('Training.', { exact: true }).waitFor({ timeout: 60_000 });
  }

  beforeAll(async () => {
    writeTasteDataset(join(folder, 'tastes'));
    const entry = join(repositoryRoot, 'out', 'main', 'cli.js');
    execFileSync(process.execPath, [entry, 'import', join(folder, 'tastes'), '--data-dir', dataDir, '--json'], { stdio: 'pipe' });
    app = await openApp({ dataDir });
    hosts.push(app.host);
    await app.go('/lab/train/new');
    const { page } = app;
    await page.getByRole('button', { name: /Model$/ }).click();
    await page.getByRole('option', { name: 'SGD factors', exact: true }).click();
    await page.getByLabel('Epochs', { exact: true }).fill(String(EPOCHS));
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

  it('is there after the whole app was killed, and goes on from its checkpoint', async () => {
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
  });
});
