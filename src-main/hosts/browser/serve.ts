import { createInterface } from 'node:readline';
import type { Readable } from 'node:stream';
import { spawnChildProcess } from '../../compute/spawnChildProcess.ts';
import { DomainError } from '../../core/base/errors.ts';
import { createApplication } from '../../services/application.ts';
import { createFileLogger } from '../../services/logger.ts';
import type { AppPaths } from '../shared/appPaths.ts';
import { hostDiagnostics } from '../shared/hostDiagnostics.ts';
import { acquireInstanceLock, type Instance, readInstance } from '../shared/instanceLock.ts';
import { openAppWindow } from '../shared/appWindow.ts';
import { askForUrl } from './attach.ts';
import { startBrowserHost } from './browserHost.ts';

export interface ServeOptions {
  readonly dataDir: string;
  readonly locationFile: string | null;
  readonly paths: AppPaths;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly clock: () => number;
  readonly signal: AbortSignal;
  readonly opensWindow: boolean;
  readonly port: number;
  /** The terminal; Enter asks for a new one-time URL. */
  readonly input: Readable;
  /** The URL and nothing else: a line of the result. */
  print(line: string): void;
  /** A sentence for the person. */
  note(line: string): void;
}

/** What came of it: this process served until it was stopped, or another one has the data folder and was asked for a way in. */
export interface ServeOutcome {
  readonly url: string;
  readonly attachedTo: number | null;
}

const ATTACH_EVERY_MS = 250;
const ATTACH_FOR_MS = 10_000;
/**
 * The window's own link stands on the browser's command line, where everyone on this machine can read it for as long as the browser runs.
 * It is used up by the window's first request, about a second later, and lapses if that never comes. A file with a redirect would keep it
 * off the command line, but browsers from Snap or Flatpak cannot read one in the data folder, and an app window that leaves its first
 * address shows an address bar.
 */
const WINDOW_LINK_MS = 60_000;

/** Runs the browser host until the signal is raised. */
export async function serve(options: ServeOptions): Promise<ServeOutcome> {
  const { dataDir, paths, clock, signal } = options;
  const lock = acquireInstanceLock(dataDir, 'browser', clock);
  if ('heldBy' in lock) return await attachTo(lock.heldBy, options);
  const logger = createFileLogger(dataDir);
  try {
    const application = await createApplication({
      dataDir,
      locationFile: options.locationFile,
      resourcesDir: paths.resourcesDir,
      modelsDir: paths.modelsDir,
      clock,
      logger,
      spawnCompute: spawnChildProcess(paths.computeEntry),
      host: 'browser',
      version: paths.version,
      extraDiagnostics: () => hostDiagnostics(paths, options.env),
      claimDataDir: (claimed) => lock.moveTo(claimed),
    });
    try {
      const host = await startBrowserHost({
        router: application.router,
        media: application.media,
        shellDir: paths.shellDir,
        logger,
        clock,
        port: options.port,
        attachSecret: () => lock.secret,
      });
      lock.publish(host.port);
      try {
        const url = host.newUrl();
        announce(url, host.newUrl(WINDOW_LINK_MS), options);
        if (application.movedNotice !== null) options.note(application.movedNotice);
        await untilStopped(options, () => options.print(host.newUrl()));
        return { url, attachedTo: null };
      } finally {
        await host.close();
      }
    } finally {
      await application.close();
    }
  } finally {
    lock.release();
    logger.flush();
    if (signal.aborted) options.note('Marquee has stopped; everything is saved.');
  }
}

async function attachTo(holder: Instance, options: ServeOptions): Promise<ServeOutcome> {
  const url = await askWhileStarting(holder, options.dataDir);
  if (url === null) {
    const what = holder.host === 'electron' ? 'the Marquee window' : 'another Marquee';
    throw new DomainError(
      'conflict',
      `The data folder ${options.dataDir} is in use by ${what} (process ${holder.processId}); use that one, close it, or choose another folder with --data-dir.`,
      { processId: holder.processId },
    );
  }
  options.note(`Marquee runs on this data folder already (process ${holder.processId}); this is a new way into it.`);
  announce(url, url, options);
  return { url, attachedTo: holder.processId };
}

/** The other instance may be starting itself, so its way in is waited for. */
async function askWhileStarting(first: Instance, dataDir: string): Promise<string | null> {
  let holder = first;
  for (let waited = 0; ; waited += ATTACH_EVERY_MS) {
    const url = await askForUrl(holder);
    if (url !== null || holder.host === 'electron' || waited >= ATTACH_FOR_MS) return url;
    await new Promise((resolve) => setTimeout(resolve, ATTACH_EVERY_MS));
    holder = readInstance(dataDir);
  }
}

function announce(url: string, windowUrl: string, options: ServeOptions): void {
  options.print(url);
  if (!options.opensWindow) return;
  const browser = openAppWindow(windowUrl, options.env);
  options.note(
    browser === null
      ? 'No Chromium-family browser and display were found; open the address above in any browser.'
      : `Opened in ${browser}.`,
  );
}

/** Enter prints a new way in, because each is good once. The end of the input is no reason to stop. */
async function untilStopped({ input, signal, note }: ServeOptions, onEnter: () => void): Promise<void> {
  note('Each address works once; press Enter for a new one, Ctrl-C to stop.');
  const lines = createInterface({ input, terminal: false });
  lines.on('line', onEnter);
  await new Promise<void>((resolve) => {
    if (signal.aborted) resolve();
    signal.addEventListener('abort', () => resolve(), { once: true });
  });
  lines.close();
  input.pause();
}
