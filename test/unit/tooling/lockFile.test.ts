import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';

const root = join(import.meta.dirname, '..', '..', '..');

interface LockEntry {
  readonly version?: string;
  readonly resolved?: string;
  readonly integrity?: string;
  readonly optional?: boolean;
  readonly hasInstallScript?: boolean;
  readonly dependencies?: Readonly<Record<string, string>>;
  readonly optionalDependencies?: Readonly<Record<string, string>>;
}

const lock = JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8')) as {
  readonly packages: Readonly<Record<string, LockEntry>>;
};
const manifest = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as {
  readonly scripts: Readonly<Record<string, string>>;
  readonly dependencies: Readonly<Record<string, string>>;
  readonly devDependencies: Readonly<Record<string, string>>;
  readonly optionalDependencies: Readonly<Record<string, string>>;
};
const entries = Object.entries(lock.packages).filter(([path]) => path !== '');

/** Where Node would find `name` from the package at `path`. */
function placeOf(path: string, name: string): string | null {
  for (let base = path; ; ) {
    const candidate = base === '' ? `node_modules/${name}` : `${base}/node_modules/${name}`;
    if (lock.packages[candidate] !== undefined) return candidate;
    if (base === '') return null;
    const parent = base.lastIndexOf('/node_modules/');
    base = parent < 0 ? '' : base.slice(0, parent);
  }
}

describe('the lock file', () => {
  it('has every package of every platform, or `npm ci` refuses it', () => {
    const missing = entries.flatMap(([path, entry]) =>
      Object.keys({ ...entry.dependencies, ...entry.optionalDependencies })
        .filter((name) => placeOf(path, name) === null)
        .map((name) => `${path} -> ${name}`),
    );
    expect(missing).toEqual([]);
  });

  it('pins exact versions, and the hash of everything but packages of other platforms', () => {
    const wanted = { ...manifest.dependencies, ...manifest.devDependencies, ...manifest.optionalDependencies };
    for (const [name, version] of Object.entries(wanted)) {
      expect(version, name).toMatch(/^\d+\.\d+\.\d+$/);
      expect(lock.packages[`node_modules/${name}`]?.version, name).toBe(version);
    }
    const unhashed = entries.filter(([, entry]) => entry.integrity === undefined && entry.optional !== true).map(([path]) => path);
    expect(unhashed).toEqual([]);
  });

  it('names no registry, no git repository and no file', () => {
    expect(entries.filter(([, entry]) => entry.resolved !== undefined).map(([path]) => path)).toEqual([]);
  });

  it('belongs to scripts that use no lifecycle of npm', () => {
    const lifecycle = Object.keys(manifest.scripts).filter((name) => /^(pre|post)|^(install|prepare|prepublish)/.test(name));
    expect(lifecycle).toEqual([]);
    const npmrc = readFileSync(join(root, '.npmrc'), 'utf8');
    expect(npmrc).toContain('ignore-scripts=true');
    expect(npmrc).toContain('omit-lockfile-registry-resolved=true');
  });
});

describe('the Node that runs this', () => {
  it('is Node 24, with the Node-API that better-sqlite3 needs', () => {
    expect(process.versions.node.split('.')[0]).toBe('24');
    expect(Number(process.versions.napi)).toBeGreaterThanOrEqual(10);
  });
});
