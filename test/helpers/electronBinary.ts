import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { repositoryRoot } from './host.ts';

const folder = join(repositoryRoot, 'node_modules', 'electron');

/** Electron's program, or null while its binary has not been fetched. */
export function findElectron(): string | null {
  const pathFile = join(folder, 'path.txt');
  const name = existsSync(pathFile) ? readFileSync(pathFile, 'utf8') : process.platform === 'win32' ? 'electron.exe' : 'electron';
  const path = join(process.env['ELECTRON_OVERRIDE_DIST_PATH'] ?? join(folder, 'dist'), name);
  return existsSync(path) ? path : null;
}

function whyNot(): string | null {
  if (findElectron() === null) return "Electron's binary is not here";
  const hasDisplay = process.platform !== 'linux' || Boolean(process.env['DISPLAY'] ?? process.env['WAYLAND_DISPLAY']);
  return hasDisplay ? null : 'there is no display';
}

/** For `describe.skipIf`; the reason stands in the name of what is skipped. */
export const noElectron = whyNot() !== null;
export const noElectronReason = noElectron ? ` [SKIPPED: ${whyNot()}]` : '';
