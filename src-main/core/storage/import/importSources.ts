import { readdirSync, statSync } from 'node:fs';
import { basename, join } from 'node:path';
import { DomainError } from '../../base/errors.ts';
import { type ByteSource, fileSource } from './byteSource.ts';
import { isZip, openZip } from './zipSource.ts';

/** The files that lie at a path; `close` when done. */
export interface ImportSources {
  readonly sources: readonly ByteSource[];
  /** Names that were not even opened, with the reason in brackets. */
  readonly ignored: readonly string[];
  close(): void;
}

const MAX_FILES = 1000;
const MAX_DEPTH = 3;

/** @throws DomainError 'not-found', 'data-invalid' or 'too-large'. */
export async function openImportSources(path: string): Promise<ImportSources> {
  const stats = statSync(path, { throwIfNoEntry: false });
  if (stats === undefined) {
    throw new DomainError('not-found', `There is nothing at ${path}. Check the spelling, or choose another folder or file.`, { path });
  }
  if (stats.isDirectory()) return folderSources(path);
  if (!stats.isFile())
    throw new DomainError('data-invalid', `${path} is neither a folder nor a file. Choose a folder, a zip or a file.`, { path });
  if (isZip(path)) return openZip(path);
  return { sources: [fileSource(path, basename(path))], ignored: [], close: () => undefined };
}

function folderSources(root: string): ImportSources {
  const sources: ByteSource[] = [];
  const ignored: string[] = [];
  function visit(folder: string, prefix: string, depth: number): void {
    for (const entry of readdirSync(folder, { withFileTypes: true }).sort((a, b) => (a.name < b.name ? -1 : 1))) {
      const path = join(folder, entry.name);
      const name = prefix + entry.name;
      if (entry.isDirectory()) {
        if (depth < MAX_DEPTH) visit(path, `${name}/`, depth + 1);
        else ignored.push(`${name}/`);
      } else if (statSync(path, { throwIfNoEntry: false })?.isFile()) sources.push(fileSource(path, name));
      else ignored.push(name);
      if (sources.length > MAX_FILES) {
        throw new DomainError('too-large', `The folder ${root} holds more than ${MAX_FILES} files. Choose the folder of one data set.`, {
          path: root,
        });
      }
    }
  }
  visit(root, '', 1);
  return { sources, ignored, close: () => undefined };
}

/** The name that a data set gets when nobody gave one: that of its folder or file, without endings. */
export function defaultDatasetName(path: string): string {
  const last = path.split(/[\\/]/).findLast((part) => part !== '' && part !== '.') ?? '';
  const stem = last.replace(/\.(gz|zip|csv|dat|data|tsv|txt|base|test)$/gi, '').replace(/\.(csv|dat|data|tsv|txt)$/i, '');
  const name = stem
    .replace(/[^a-z0-9._-]+/gi, '-')
    .replace(/^[^a-z0-9]+/i, '')
    .slice(0, 64);
  return name === '' ? 'ratings' : name;
}
