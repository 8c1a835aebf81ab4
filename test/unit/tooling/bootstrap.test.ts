import { spawn } from 'node:child_process';
import { copyFileSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

const root = join(import.meta.dirname, '..', '..', '..');

/** A project of the same shape with three packages of its own in place of the real ones, so that nothing is fetched. */
const FILES: Readonly<Record<string, string>> = {
  'package.json': JSON.stringify({
    name: 'small',
    version: '1.0.0',
    type: 'module',
    devDependencies: { 'electron-vite': 'file:vendor/electron-vite', electron: 'file:vendor/electron' },
  }),
  '.npmrc': 'ignore-scripts=true\n',
  'electron.vite.config.ts': '',
  'src-main/main.ts': 'first',
  'vendor/electron-vite/package.json': JSON.stringify({ name: 'electron-vite', version: '1.0.0' }),
  'vendor/electron-vite/bin/electron-vite.js': `
    const fs = require('node:fs'), path = require('node:path');
    console.log('talk of the builder');
    const source = fs.readFileSync('src-main/main.ts', 'utf8');
    if (source === 'broken') process.exit(3);
    const out = path.join(process.env.MARQUEE_OUT_DIR, 'main');
    fs.mkdirSync(out, { recursive: true });
    fs.appendFileSync('builds.txt', source + '\\n');
    fs.writeFileSync(path.join(out, 'cli.js'), \`
      const [command, ...args] = process.argv.slice(2);
      if (command === 'exit') process.exit(Number(args[0]));
      if (command === 'wait') { process.on('SIGTERM', () => process.exit(42)); setInterval(() => {}, 1000); console.log('waiting'); }
      else console.log(JSON.stringify({ source: '\${source}', command, args, node: process.versions.node }));\`);`,
  'vendor/electron/package.json': JSON.stringify({ name: 'electron', version: '45.0.0' }),
  // An address that never answers.
  'vendor/electron/install.js': `require('node:fs').appendFileSync('fetches.txt', 'x'); setInterval(() => {}, 1000);`,
};

interface Outcome {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
  readonly seconds: number;
}

let folder = '';

function run(
  args: readonly string[],
  env: Readonly<Record<string, string>> = {},
  onStdout: (pid: number) => void = () => undefined,
): Promise<Outcome> {
  const began = performance.now();
  const child = spawn(process.execPath, [join(folder, '.ci', 'bootstrap.mjs'), ...args], {
    cwd: folder,
    env: { ...process.env, npm_execpath: '', DISPLAY: '', WAYLAND_DISPLAY: '', ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let stdout = '';
  let stderr = '';
  child.stdout.on('data', (chunk: Buffer) => {
    stdout += chunk.toString('utf8');
    onStdout(child.pid!);
  });
  child.stderr.on('data', (chunk: Buffer) => (stderr += chunk.toString('utf8')));
  return new Promise((resolve) =>
    child.once('close', (code) => resolve({ code, stdout, stderr, seconds: (performance.now() - began) / 1000 })),
  );
}

const read = (name: string): string => readFileSync(join(folder, name), 'utf8');
const write = (name: string, text: string): void => {
  mkdirSync(dirname(join(folder, name)), { recursive: true });
  writeFileSync(join(folder, name), text);
};
const installs = ({ stderr }: Outcome): boolean => stderr.includes('npm ci');

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'marquee-bootstrap-'));
  for (const [name, text] of Object.entries(FILES)) write(name, text);
  mkdirSync(join(folder, '.ci'));
  copyFileSync(join(root, '.ci', 'bootstrap.mjs'), join(folder, '.ci', 'bootstrap.mjs'));
  const npm = spawn('npm', ['install', '--package-lock-only', '--ignore-scripts', '--no-audit', '--no-fund', '--offline'], {
    cwd: folder,
    shell: process.platform === 'win32',
    stdio: 'ignore',
  });
  await new Promise((resolve) => npm.once('close', resolve));
});

afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe('the bootstrap', () => {
  it('refuses an unknown command with its usage', async () => {
    const outcome = await run(['fly']);
    expect(outcome).toMatchObject({ code: 1, stdout: '' });
    expect(outcome.stderr).toContain('start|check|test');
  });

  it('installs and builds once for two commands at once, and talks on standard error alone', async () => {
    const outcomes = await Promise.all([run(['marquee', 'recommend', '--json']), run(['marquee', 'recommend', '--json'])]);
    for (const { code, stdout } of outcomes) {
      expect(code).toBe(0);
      expect(JSON.parse(stdout)).toMatchObject({ source: 'first', command: 'recommend', args: ['--json'] });
    }
    expect(outcomes.filter(installs)).toHaveLength(1);
    expect(read('builds.txt')).toBe('first\n');
    expect(outcomes.map(({ stderr }) => stderr).join('')).toContain('talk of the builder');
  });

  it('does neither again while nothing has changed', async () => {
    const outcome = await run(['marquee', 'doctor']);
    expect(outcome).toMatchObject({ code: 0, stderr: '' });
    expect(read('builds.txt')).toBe('first\n');
  });

  it('runs the command under Node 24 and passes its exit code on', async () => {
    const { stdout } = await run(['marquee', 'doctor']);
    expect((JSON.parse(stdout) as { node: string }).node).toMatch(/^24\./);
    expect((await run(['marquee', 'exit', '7'])).code).toBe(7);
  });

  it('passes a signal on and waits for the end', async () => {
    let isSent = false;
    const outcome = await run(['marquee', 'wait'], {}, (pid) => {
      if (!isSent) process.kill(pid, 'SIGTERM');
      isSent = true;
    });
    expect(outcome.code).toBe(42);
  });

  it('builds again when a source has changed, and leaves the last good build when that fails', async () => {
    write('src-main/main.ts', 'second');
    expect((await run(['marquee', 'x'])).stdout).toContain('"second"');
    write('src-main/main.ts', 'broken');
    const failed = await run(['marquee', 'x']);
    expect(failed).toMatchObject({ code: 1, stdout: '' });
    expect(failed.stderr).toContain('The build ended with code 3');
    expect(read('out/main/cli.js')).toContain('second');
    write('src-main/main.ts', 'third');
    expect((await run(['marquee', 'x'])).stdout).toContain('"third"');
  });

  it('installs again after an interrupted install, and when the lock file has changed', async () => {
    write('.cache/install.lock', '999999999');
    expect(installs(await run(['install']))).toBe(true);
    expect(existsSync(join(folder, '.cache', 'install.lock'))).toBe(false);
    const lock = JSON.parse(read('package-lock.json')) as { packages: Record<string, { version?: string }> };
    lock.packages['vendor/electron']!.version = '45.0.1';
    write('vendor/electron/package.json', JSON.stringify({ name: 'electron', version: '45.0.1' }));
    write('package-lock.json', JSON.stringify(lock));
    expect(installs(await run(['install']))).toBe(true);
    expect(installs(await run(['install']))).toBe(false);
  });

  it('starts the browser host when Electron cannot be had: 10 s without an answer, once a day', async () => {
    const first = await run(['start', '--no-open'], { MARQUEE_SKIP_ELECTRON: '' });
    expect(first.stderr).toContain('fetching the binary of Electron 45.0.1');
    expect(first.stderr).toContain('the browser host runs, because');
    expect(first.seconds).toBeGreaterThan(9);
    expect(JSON.parse(first.stdout)).toMatchObject({ command: 'serve', args: ['--no-open'] });
    const second = await run(['start', '--no-open'], { MARQUEE_SKIP_ELECTRON: '' });
    expect(second.stderr).not.toContain('fetching');
    expect(read('fetches.txt')).toBe('x');
  });

  it('says clearly that packing needs the binary', async () => {
    const outcome = await run(['package', '--dir'], { MARQUEE_SKIP_ELECTRON: '1' });
    expect(outcome).toMatchObject({ code: 1, stdout: '' });
    expect(outcome.stderr).toMatch(/Packing needs Electron's binary, which is not here/);
  });
});
