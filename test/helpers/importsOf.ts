import { readFileSync, readdirSync } from 'node:fs';
import { join, posix, relative, sep } from 'node:path';

export interface Import {
  /** File that imports, from the repository root, with forward slashes. */
  readonly from: string;
  /** A package ("zod"), a Node module ("node:fs") or a file from the repository root ("src-main/core/base/rng.ts"). */
  readonly to: string;
  readonly isFile: boolean;
}

const PATTERNS: readonly RegExp[] = [
  /\b(?:import|export)\s+(?:type\s+)?(?:[\w*{}\s,$]+?\s+from\s*)?['"]([^'"\n]+)['"]/g,
  /\bimport\s*\(\s*['"]([^'"\n]+)['"]\s*\)/g,
  /\brequire\s*\(\s*['"]([^'"\n]+)['"]\s*\)/g,
  /\bnew URL\s*\(\s*['"](\.[^'"\n]+\.[cm]?[jt]sx?)['"]\s*,\s*import\.meta\.url/g,
];

/** The source without its comments; strings are left alone, as imports stand in them. */
function withoutComments(source: string): string {
  return source.replace(/\/\*[\s\S]*?\*\/|(?<=^|\s)\/\/[^\n]*/g, '');
}

/** Every import, export-from, dynamic import and require of one source text. */
export function importsOfText(from: string, source: string): Import[] {
  const text = withoutComments(source);
  const names = PATTERNS.flatMap((pattern) => [...text.matchAll(pattern)].map((match) => match[1]!));
  return names.map((name) => {
    const bare = name.replace(/\?.*$/, '');
    if (bare.startsWith('.')) return { from, to: posix.normalize(posix.join(posix.dirname(from), bare)), isFile: true };
    const parts = bare.split('/');
    return { from, to: bare.startsWith('node:') ? bare : parts.slice(0, bare.startsWith('@') ? 2 : 1).join('/'), isFile: false };
  });
}

/** Every import of every TypeScript source under the folders. */
export function importsUnder(root: string, folders: readonly string[]): { files: string[]; imports: Import[] } {
  const files = folders.flatMap((folder) =>
    readdirSync(join(root, folder), { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile() && /\.[cm]?tsx?$/.test(entry.name) && !entry.name.endsWith('.d.ts'))
      .map((entry) => relative(root, join(entry.parentPath, entry.name)).split(sep).join('/')),
  );
  return { files, imports: files.flatMap((file) => importsOfText(file, readFileSync(join(root, file), 'utf8'))) };
}
