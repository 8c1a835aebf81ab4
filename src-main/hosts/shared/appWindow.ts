import { spawn } from 'node:child_process';
import { accessSync, constants } from 'node:fs';
import { delimiter, join } from 'node:path';

type Environment = Readonly<Record<string, string | undefined>>;

const namesOnPath = [
  'google-chrome',
  'google-chrome-stable',
  'chromium',
  'chromium-browser',
  'microsoft-edge',
  'microsoft-edge-stable',
  'brave-browser',
  'vivaldi',
];

/** An installed browser of the Chromium family, which can show a page as a window without tabs; null where there is none. */
export function findChromium(env: Environment, platform: NodeJS.Platform = process.platform): string | null {
  const named = env['MARQUEE_BROWSER'];
  if (named !== undefined && named !== '') return isExecutable(named) ? named : null;
  const folders = (env['PATH'] ?? '').split(delimiter).filter((folder) => folder !== '');
  const suffix = platform === 'win32' ? '.exe' : '';
  const onPath = namesOnPath.flatMap((name) => folders.map((folder) => join(folder, `${name}${suffix}`)));
  return [...fixedPlaces(env, platform), ...onPath].find(isExecutable) ?? null;
}

function fixedPlaces(env: Environment, platform: NodeJS.Platform): string[] {
  if (platform === 'darwin') {
    return ['Google Chrome', 'Chromium', 'Microsoft Edge', 'Brave Browser'].map(
      (name) => `/Applications/${name}.app/Contents/MacOS/${name}`,
    );
  }
  if (platform === 'win32') {
    return ['PROGRAMFILES', 'PROGRAMFILES(X86)', 'LOCALAPPDATA'].flatMap((key) => {
      const root = env[key];
      if (root === undefined) return [];
      return ['Google/Chrome/Application/chrome.exe', 'Chromium/Application/chrome.exe', 'Microsoft/Edge/Application/msedge.exe'].map(
        (end) => join(root, end),
      );
    });
  }
  return [];
}

function isExecutable(file: string): boolean {
  try {
    accessSync(file, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

/** Opens a URL as an app window. Answers with the browser's path, or null where none is installed or there is no display. */
export function openAppWindow(url: string, env: Environment, platform: NodeJS.Platform = process.platform): string | null {
  const hasDisplay = platform !== 'linux' || Boolean(env['DISPLAY'] ?? env['WAYLAND_DISPLAY']);
  const browser = hasDisplay ? findChromium(env, platform) : null;
  if (browser === null) return null;
  const child = spawn(browser, [`--app=${url}`], { detached: true, stdio: 'ignore' });
  child.on('error', () => undefined);
  child.unref();
  return browser;
}
