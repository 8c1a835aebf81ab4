import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { type Browser, chromium } from 'playwright-core';

const NAMES_ON_PATH = [
  'chromium',
  'chromium-browser',
  'google-chrome',
  'google-chrome-stable',
  'chrome',
  'microsoft-edge',
  'microsoft-edge-stable',
  'brave-browser',
];

const FIXED_PLACES: Readonly<Partial<Record<NodeJS.Platform, readonly string[]>>> = {
  darwin: [
    '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
    '/Applications/Chromium.app/Contents/MacOS/Chromium',
    '/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge',
    '/Applications/Brave Browser.app/Contents/MacOS/Brave Browser',
  ],
  win32: ['PROGRAMFILES', 'PROGRAMFILES(X86)', 'LOCALAPPDATA'].flatMap((name) => {
    const root = process.env[name];
    return root === undefined
      ? []
      : [
          join(root, 'Google/Chrome/Application/chrome.exe'),
          join(root, 'Chromium/Application/chrome.exe'),
          join(root, 'Microsoft/Edge/Application/msedge.exe'),
        ];
  }),
};

/** The executable of an installed Chromium-family browser, or null. `MARQUEE_BROWSER` names one outright. */
export function findBrowser(): string | null {
  const named = process.env['MARQUEE_BROWSER'];
  if (named !== undefined && named !== '') return existsSync(named) ? named : null;
  for (const place of FIXED_PLACES[process.platform] ?? []) if (existsSync(place)) return place;
  for (const folder of (process.env['PATH'] ?? '').split(delimiter)) {
    for (const name of NAMES_ON_PATH) {
      const candidate = join(folder, process.platform === 'win32' ? `${name}.exe` : name);
      if (folder !== '' && existsSync(candidate)) return candidate;
    }
  }
  return null;
}

/** For `describe.skipIf`: true where no browser is installed. Skips are printed with this reason in the test's name. */
export const noBrowser = findBrowser() === null;
export const noBrowserReason = noBrowser ? ' [SKIPPED: no Chrome, Chromium or Edge is installed]' : '';

/** Nothing leaves the machine: no updates, no field trials, no sign-in, no safe-browsing lists. */
const QUIET = [
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-default-apps',
  '--disable-domain-reliability',
  '--disable-sync',
  '--disable-features=MediaRouter,OptimizationHints,Translate,InterestFeedContentSuggestions',
  '--no-default-browser-check',
  '--no-first-run',
  '--no-pings',
  '--metrics-recording-only',
];

/** Launches the installed browser, headless. Close it in `afterAll`. */
export async function launchBrowser(extraArgs: readonly string[] = []): Promise<Browser> {
  const executablePath = findBrowser();
  if (executablePath === null) throw new Error('No Chrome, Chromium or Edge is installed; install one or set MARQUEE_BROWSER to its path.');
  const isRoot = process.getuid?.() === 0;
  return chromium.launch({ executablePath, headless: true, args: [...QUIET, ...(isRoot ? ['--no-sandbox'] : []), ...extraArgs] });
}
