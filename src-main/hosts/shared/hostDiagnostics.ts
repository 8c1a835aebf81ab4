import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Diagnostic } from '../../contract/app.ts';
import type { AppPaths } from './appPaths.ts';
import { findChromium } from './appWindow.ts';

/** What only a host can know: the window that Electron would open, a browser beside it, and the built page. */
export function hostDiagnostics({ root, shellDir }: AppPaths, env: Readonly<Record<string, string | undefined>>): Diagnostic[] {
  const electron = process.versions['electron'] === undefined ? electronBinary(root) : process.execPath;
  const browser = findChromium(env);
  const isBuilt = existsSync(join(shellDir, 'index.html'));
  return [
    fact('page', 'Page', isBuilt ? shellDir : null, 'not built yet; "npm start" builds it'),
    fact('electron', 'Electron', electron, 'its program is not here; the browser host is used instead'),
    fact('browser', 'Browser', browser, 'no Chromium-family browser was found; the address opens in any other'),
  ];
}

function fact(id: string, label: string, found: string | null, otherwise: string): Diagnostic {
  return { id, label, state: found === null ? 'missing' : 'ok', detail: found ?? otherwise };
}

/** The program that the package `electron` fetched, or null. */
function electronBinary(root: string): string | null {
  const folder = join(root, 'node_modules', 'electron');
  try {
    const binary = join(folder, 'dist', readFileSync(join(folder, 'path.txt'), 'utf8').trim());
    return existsSync(binary) ? binary : null;
  } catch {
    return null;
  }
}
