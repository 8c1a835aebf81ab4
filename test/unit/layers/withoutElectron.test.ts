import { spawnSync } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { join, relative, sep } from 'node:path';
import { pathToFileURL } from 'node:url';
import { describe, expect, it } from 'vitest';

const root = join(import.meta.dirname, '..', '..', '..');
const hook = pathToFileURL(join(root, 'test', 'helpers', 'noElectron.ts')).href;

/** Files that start work or serve a parent as soon as they are loaded. */
const entries = ['src-main/main.ts', 'src-main/cli.ts', 'src-main/compute/entries/'];

function modulesUnder(...folders: string[]): string[] {
  return folders
    .flatMap((folder) => readdirSync(join(root, 'src-main', folder), { recursive: true, withFileTypes: true }))
    .filter((entry) => entry.isFile() && entry.name.endsWith('.ts') && !entry.name.endsWith('.d.ts'))
    .map((entry) => relative(root, join(entry.parentPath, entry.name)).split(sep).join('/'))
    .filter((file) => !entries.some((start) => file.startsWith(start)));
}

/** Imports the modules one after another in a fresh Node in which `electron` cannot be resolved; answers with what it says. */
function load(modules: readonly string[]): string {
  const urls = modules.map((file) => pathToFileURL(join(root, file)).href);
  const program = `for (const url of ${JSON.stringify(urls)}) await import(url);\nprocess.stdout.write('loaded');\nprocess.exit(0);`;
  const { stdout, stderr } = spawnSync(process.execPath, ['--import', hook, '--input-type=module', '-'], {
    cwd: root,
    input: program,
    encoding: 'utf8',
    timeout: 60_000,
  });
  if (stdout === 'loaded') return stdout;
  const [words] = stderr.split('\n').filter((line) => line.includes('Error'));
  return words ?? stderr;
}

describe('without Electron', () => {
  it('core, compute, services, the browser host and the terminal load', () => {
    const modules = modulesUnder('contract', 'core', 'compute', 'services', 'hosts/shared', 'hosts/browser', 'hosts/cli');
    expect(modules.length).toBeGreaterThan(50);
    expect(load(modules)).toBe('loaded');
  });

  it('the Electron host does not, so that this test can fail', () => {
    expect(load(['src-main/hosts/electron/electronHost.ts'])).toMatch(/electron was imported/);
  });
});
