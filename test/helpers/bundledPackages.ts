import { existsSync, globSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

export interface BundledPackage {
  readonly name: string;
  readonly folder: string;
}

/** Every package that the app's own sources import, in the main process or the page, with all that those depend on. */
export function bundledPackages(root: string): BundledPackage[] {
  const found = new Map<string, BundledPackage>();
  const visit = (name: string, from: string): void => {
    const folder = locate(name, from);
    if (folder === null || found.has(folder)) return;
    found.set(folder, { name, folder });
    const { dependencies = {} } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as {
      dependencies?: Record<string, string>;
    };
    for (const dependency of Object.keys(dependencies)) visit(dependency, folder);
  };
  for (const name of importedPackages(root)) visit(name, root);
  return [...found.values()].sort((a, b) => a.name.localeCompare(b.name, 'en'));
}

/** Names of packages in import statements of the sources; types alone do not run. */
export function importedPackages(root: string): string[] {
  const names = new Set<string>();
  for (const file of globSync('{src-main,src-renderer,src-preload}/**/*.{ts,tsx,css}', { cwd: root })) {
    const text = readFileSync(join(root, file), 'utf8');
    for (const [, specifier] of text.matchAll(/^\s*(?:import|export|\} from|@import)\b(?! type)[^'"\n]*['"]([^'".][^'"]*)['"]/gm)) {
      if (specifier!.startsWith('node:') || specifier === 'electron' || specifier!.startsWith('/')) continue;
      names.add(
        specifier!
          .split('/')
          .slice(0, specifier!.startsWith('@') ? 2 : 1)
          .join('/'),
      ); // prettier-ignore
    }
  }
  return [...names].sort();
}

function locate(name: string, from: string): string | null {
  for (let folder = from; ; folder = dirname(folder)) {
    const candidate = join(folder, 'node_modules', name);
    if (existsSync(join(candidate, 'package.json'))) return candidate;
    if (dirname(folder) === folder) return null;
  }
}
