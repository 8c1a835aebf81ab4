import { execFile } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { type ElectronApplication, type Page, _electron } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { findElectron, noElectron, noElectronReason } from '../../helpers/electronBinary.ts';
import { repositoryRoot } from '../../helpers/host.ts';

// As root Electron needs its sandbox switched off; nobody but a test machine starts it so.
const asRoot = process.getuid?.() === 0 ? ['--no-sandbox'] : [];

describe.skipIf(noElectron)(`Electron itself${noElectronReason}`, () => {
  let dataDir = '';
  let app: ElectronApplication;
  let page: Page;
  const complaints: string[] = [];

  beforeAll(async () => {
    dataDir = await mkdtemp(join(tmpdir(), 'marquee-smoke-'));
    app = await _electron.launch({ executablePath: findElectron()!, args: [...asRoot, repositoryRoot, '--data-dir', dataDir] });
    page = await app.firstWindow();
    page.on('console', (message) => message.type() === 'error' && complaints.push(message.text()));
    page.on('pageerror', (error) => complaints.push(error.message));
    await page.waitForSelector('h1');
  });

  afterAll(async () => {
    await app?.close();
    await rm(dataDir, { recursive: true, force: true });
  });

  it('opens one window on app://bundle with a first start on it', async () => {
    expect(app.windows()).toHaveLength(1);
    expect(page.url()).toMatch(/^app:\/\/bundle\//);
    expect(await page.locator('h1').count()).toBe(1);
  });

  it('shows the page no Node, and the bridge alone', async () => {
    const seen = await page.evaluate(() => {
      const names = ['require', 'process', 'Buffer', 'module', 'global', '__dirname'].filter((name) => name in globalThis);
      return { names, bridge: Object.keys((globalThis as unknown as Record<string, object>)['marquee'] ?? {}) };
    });
    expect(seen).toEqual({ names: [], bridge: ['requestPort'] });
  });

  it('does not leave, whatever the page asks', async () => {
    await page.evaluate("void (location.href = 'https://example.org/')");
    await page.evaluate("void window.open('https://example.org/')");
    await page.waitForTimeout(500);
    expect(page.url()).toMatch(/^app:\/\/bundle\//);
    expect(app.windows()).toHaveLength(1);
  });

  it('keeps to its policy without a complaint of the page', () => {
    expect(complaints).toEqual([]);
  });

  it('`doctor` runs a session of the runtime inside Electron', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'marquee-doctor-'));
    const args = [...asRoot, repositoryRoot, 'doctor', '--json', '--data-dir', folder];
    const { stdout } = await promisify(execFile)(findElectron()!, args, { timeout: 60_000 });
    await rm(folder, { recursive: true, force: true });
    const report = JSON.parse(stdout.trim().split('\n').at(-1) ?? '') as { canRun: boolean };
    expect(report.canRun).toBe(true);
  });
});
