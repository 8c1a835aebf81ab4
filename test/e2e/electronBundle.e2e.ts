import { spawn } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Settings } from '../../src-main/contract/app.ts';
import { openDatabase } from '../../src-main/core/storage/database.ts';
import { openPersonStore } from '../../src-main/core/storage/personStore.ts';
import { lockDataFolder } from '../../src-main/core/storage/dataFolderLock.ts';
import { repositoryRoot } from '../helpers/host.ts';

/** Answers of the driver (test/helpers/electronDouble/drive.ts); only what is looked at here is typed. */
interface Facts {
  readonly exitCode: number;
  readonly log: readonly string[];
  readonly scenarioError?: string;
  readonly isSandboxed: boolean;
  readonly schemes: readonly { scheme: string; privileges: Record<string, boolean> }[];
  readonly userData: string;
  readonly window: { webPreferences: Record<string, unknown>; show: boolean; minWidth: number; minHeight: number };
  readonly url: string;
  readonly switches: readonly string[];
  readonly exposed: Record<string, string[]>;
  readonly protocol: {
    page: { status: number; headers: Record<string, string> };
    nonce: string | null;
    script: { status: number; headers: Record<string, string>; bytes: number } | null;
    post: { status: number };
    media: { status: number };
    traversals: Record<string, number>;
  };
  readonly permissions: { granted: string[]; checked: string[]; orphaned: string[]; device: boolean; capture: unknown };
  readonly navigation: {
    went: string[];
    subframePrevented: boolean;
    ownPrevented: boolean;
    webviewPrevented: boolean;
    windowActions: string[];
    opened: string[];
    questions: string[];
    requestsLetThrough: string[];
  };
  readonly impostors: string[];
  /** Colours that the window's ground took after the theme was changed to light, dark and back to a dark system. */
  readonly grounds: string[];
  readonly calls: {
    info: { host: string; dataDir: string };
    profile: { name: string };
    refusal: { code: string | null; message: string } | null;
    devices: { device: string; available: boolean; maxRelativeError: number | null }[];
    search: { hits: { film: { title: string; year: number | null } }[] };
    settings: Settings;
  };
  readonly menu: string[];
  readonly focusCount: number;
}

const double = join(repositoryRoot, 'test', 'helpers', 'electronDouble');
const folders: string[] = [];

async function emptyFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'marquee-electron-'));
  folders.push(folder);
  return folder;
}

/** One life of the built main bundle in the double. */
async function drive(scenario: string, args: readonly string[]): Promise<{ facts: Facts; stdout: string; stderr: string }> {
  const register = pathToFileURL(join(double, 'register.ts')).href;
  const child = spawn(process.execPath, ['--import', register, join(double, 'drive.ts'), scenario, ...args], { cwd: repositoryRoot });
  let stdout = '';
  let stderr = '';
  child.stdout.on('data', (chunk: Buffer) => (stdout += chunk.toString('utf8')));
  child.stderr.on('data', (chunk: Buffer) => (stderr += chunk.toString('utf8')));
  const timer = setTimeout(() => child.kill('SIGKILL'), 60_000);
  await new Promise((resolve) => child.once('close', resolve));
  clearTimeout(timer);
  const last = stdout.trimEnd().split('\n').at(-1) ?? '';
  if (!last.startsWith('{')) throw new Error(`The driver said nothing readable.\n${stdout}\n${stderr}`);
  return { facts: JSON.parse(last) as Facts, stdout, stderr };
}

afterAll(async () => {
  for (const folder of folders) await rm(folder, { recursive: true, force: true });
});

describe('the preload bundle', () => {
  it('is one CommonJS file that requires electron and nothing else', async () => {
    const text = await readFile(join(repositoryRoot, 'out', 'preload', 'preload.cjs'), 'utf8');
    const required = [...text.matchAll(/\brequire\(\s*["'`]([^"'`]+)["'`]\s*\)/g)].map((match) => match[1]);
    expect(new Set(required)).toEqual(new Set(['electron']));
    expect(text).not.toMatch(/^\s*(import|export)\s/m);
    expect(text).not.toMatch(/\bprocess\.|__dirname|Buffer\b/);
  });
});

describe('the first start in Electron', () => {
  let facts: Facts;
  let dataDir = '';
  let words = '';

  beforeAll(async () => {
    dataDir = await emptyFolder();
    const driven = await drive('life', ['--data-dir', dataDir]);
    facts = driven.facts;
    words = driven.stderr;
  });

  it('runs from the entry to the last window, and ends with 0', () => {
    expect(facts.scenarioError ?? null, words).toBeNull();
    expect(facts.log.filter((line) => line.startsWith('error box'))).toEqual([]);
    expect(facts.exitCode).toBe(0);
  });

  it('sets up sandbox, scheme and data folder before it is ready', () => {
    expect(facts.isSandboxed).toBe(true);
    expect(facts.schemes).toEqual([{ scheme: 'app', privileges: { standard: true, secure: true, supportFetchAPI: true, stream: true } }]);
    expect(facts.userData).toBe(join(dataDir, 'electron'));
    expect(facts.switches).toContain('disable-background-networking');
  });

  it('makes a window without Node, isolated and sandboxed', () => {
    expect(facts.window.webPreferences).toMatchObject({
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      nodeIntegrationInWorker: false,
      nodeIntegrationInSubFrames: false,
      webSecurity: true,
      webviewTag: false,
      spellcheck: false,
    });
    expect(facts.window).toMatchObject({ show: false, minWidth: 800, minHeight: 600 });
    expect(facts.log).toContain('spell checker off');
  });

  it('shows the page of app://bundle under a strict policy, and nothing outside its folder', () => {
    const { page, nonce, script, post, media, traversals } = facts.protocol;
    expect(page.status).toBe(200);
    const policy = page.headers['content-security-policy'] ?? '';
    expect(policy).toContain("default-src 'none'");
    expect(policy).toContain("script-src 'self'");
    expect(policy).not.toMatch(/unsafe|\*|https?:/);
    expect(nonce).not.toBeNull();
    expect(policy).toContain(`'nonce-${nonce}'`);
    expect(page.headers).toMatchObject({ 'x-content-type-options': 'nosniff', 'referrer-policy': 'no-referrer' });
    expect(script).toMatchObject({ status: 200 });
    expect(script?.headers['content-type']).toMatch(/javascript/);
    expect([post.status, media.status]).toEqual([405, 404]);
    expect(Object.entries(traversals).filter(([url, status]) => status !== 404 && !isPageAnswer(url))).toEqual([]);
  });

  it('grants two permissions to its own page, and nothing else to anyone', () => {
    const { granted, checked, orphaned, device, capture } = facts.permissions;
    expect(granted).toEqual(['clipboard-sanitized-write', 'fullscreen']);
    expect(checked).toEqual(['clipboard-sanitized-write', 'fullscreen']);
    expect(orphaned).toEqual([]);
    expect(device).toBe(false);
    expect(capture).toEqual({});
  });

  it('stays where it is, opens no window, and lets no request out', () => {
    const { went, subframePrevented, ownPrevented, webviewPrevented, windowActions, opened, questions, requestsLetThrough } =
      facts.navigation;
    expect(went).toEqual([]);
    expect([subframePrevented, ownPrevented, webviewPrevented]).toEqual([true, false, true]);
    expect(windowActions).toEqual(['deny']);
    expect(opened).toEqual(['https://www.imdb.com/title/tt0113277/']);
    expect(questions).toEqual(['Open www.imdb.com in your browser?', 'Open www.imdb.com in your browser?']);
    expect(requestsLetThrough).toEqual(['app://bundle/index.html', 'blob:app://bundle/1f0e']);
  });

  it('shows the page one frozen object, and gives a port to that page alone', () => {
    expect(facts.exposed).toEqual({ marquee: ['requestPort'] });
    expect(facts.impostors).toEqual([]);
  });

  it('carries real calls over the port: answers, refusals, streams, and a second port after the first', () => {
    const { info, profile, refusal, search, settings } = facts.calls;
    expect(info).toMatchObject({ host: 'electron', dataDir });
    expect(profile.name).toBe('Ada');
    expect(refusal?.code).toBe('invalid-input');
    expect(search.hits.map(({ film }) => film.title).join()).toMatch(/Matrix/);
    expect(settings.theme).toBe('system');
  });

  it('gives the window the ground of the theme that is chosen', () => {
    expect(facts.grounds).toEqual(['#f4eddf', '#12100d']);
  });

  it('runs sessions in the utility process, never by fork', () => {
    expect(facts.log).toContain('utilityProcess.fork');
    const cpu = facts.calls.devices.find(({ device }) => device === 'cpu');
    expect(cpu?.available).toBe(true);
  });

  it('has menus that lead to the page, answers a second start, and keeps the place of its window', async () => {
    expect(facts.menu.length).toBeGreaterThan(3);
    expect(facts.focusCount).toBeGreaterThan(0);
    const kept = JSON.parse(await readFile(join(dataDir, 'window.json'), 'utf8')) as unknown;
    expect(kept).toEqual({ x: 40, y: 50, width: 1100, height: 720, isMaximized: false });
    // Whoever comes next finds the folder free.
    lockDataFolder(dataDir, { clock: Date.now, host: 'browser' }).release();
  });
});

/** Paths without a file name are the page's own routes and get the page itself, never another file. */
function isPageAnswer(url: string): boolean {
  return ['app://bundle/../package.json'].includes(url);
}

describe('other starts in Electron', () => {
  it('a second instance leaves at once, and says so', async () => {
    const { facts, stderr } = await drive('second', ['--data-dir', await emptyFolder()]);
    expect(facts.exitCode).toBe(0);
    expect(stderr).toContain('open already');
  });

  it('a data folder that another host works on is left alone', async () => {
    const dataDir = await emptyFolder();
    const lock = lockDataFolder(dataDir, { clock: Date.now, host: 'browser' });
    const { facts } = await drive('held', ['--data-dir', dataDir]);
    lock.release();
    expect(facts.exitCode).toBe(1);
    expect(facts.log.join('\n')).toContain('error box: Marquee could not start');
  });

  it('ratings of a newer version are left alone until the person asks for the backup', async () => {
    const dataDir = await emptyFolder();
    const path = join(dataDir, 'person.db');
    const store = openPersonStore(dataDir, { clock: Date.now });
    store.profiles.create({ name: 'Kim', age: null, gender: null, occupation: null });
    await store.backups.make('daily');
    store.close();
    const database = openDatabase(path, { durability: 'durable' });
    database.pragma('user_version = 99');
    database.close();
    const before = await readFile(path);
    const closed = await drive('held', ['--data-dir', dataDir]);
    expect(closed.facts).toMatchObject({ exitCode: 1, log: ['ready'] });
    expect(closed.stderr).toContain('newer version of Marquee');
    expect(before.equals(await readFile(path))).toBe(true);
    const asked = await drive('refused', ['--data-dir', dataDir]);
    expect(asked.facts).toMatchObject({ exitCode: 0, log: ['ready', 'relaunch'] });
    const again = openPersonStore(dataDir, { clock: Date.now });
    expect(again.profiles.list().map(({ name }) => name)).toEqual(['Kim']);
    again.close();
  });

  it('`doctor` reports, runs one session, and ends without a window', async () => {
    const { facts, stdout } = await drive('doctor', ['--data-dir', await emptyFolder(), 'doctor', '--json']);
    const report = JSON.parse(stdout.trim().split('\n')[0] ?? '') as { canRun: boolean; electron: string; devices: { device: string }[] };
    expect(report).toMatchObject({ canRun: true, electron: '45.4.1' });
    expect(report.devices.map(({ device }) => device)).toContain('cpu');
    expect(facts.exitCode).toBe(0);
    expect(facts.log.some((line) => line.startsWith('load '))).toBe(false);
  });
});
