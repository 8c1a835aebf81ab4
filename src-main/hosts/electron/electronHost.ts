import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { type BrowserWindow, Menu, app, crashReporter, dialog, nativeTheme, protocol, session, shell } from 'electron';
import { DomainError } from '../../core/base/errors.ts';
import { type Application, createApplication } from '../../services/application.ts';
import { ensureDataFolder, resolveDataFolder } from '../../services/dataFolder.ts';
import { backupOnOffer, putBackupInPlace } from '../../services/refusedData.ts';
import { type FileLogger, createFileLogger } from '../../services/logger.ts';
import { createInProcessClient } from '../../services/transports/inProcess.ts';
import { createMessagePortTransport } from '../../services/transports/messagePort.ts';
import { findAppPaths } from '../shared/appPaths.ts';
import { type InstanceLock, acquireInstanceLock } from '../shared/instanceLock.ts';
import { appScheme, createAppProtocolHandler } from './appProtocol.ts';
import { readArguments } from './arguments.ts';
import { spawnUtilityProcess } from './computeProcess.ts';
import { runDoctor } from './doctor.ts';
import { type JobManners, watchJobs } from './jobManners.ts';
import { createMainWindow, loadPage } from './mainWindow.ts';
import { contextMenuTemplate, menuTemplate } from './menu.ts';
import { outsideLink } from './outsideLinks.ts';
import { answerPortRequests } from './portHandshake.ts';
import { applySessionRules, lockContents } from './sessionRules.ts';
import { APP_SCHEME, APP_URL } from './trustedSender.ts';

interface Opened {
  readonly application: Application;
  readonly logger: FileLogger;
  readonly lock: InstanceLock;
  readonly manners: JobManners;
}

/**
 * Starts the desktop app. Everything that Electron wants before it is ready (sandbox, scheme, single instance) happens
 * before this function returns; the rest follows.
 */
export function startElectronHost(): void {
  const paths = findAppPaths();
  // In an installed app the code lies in app.asar, and what is read as files lies beside it.
  const shipped = app.isPackaged ? process.resourcesPath : paths.root;
  const words = readArguments(process.argv.slice(1));
  const { dataDir, locationFile } = resolveDataFolder({ flag: words.dataDir, env: process.env });
  let window: BrowserWindow | null = null;
  let opened: Opened | null = null;
  let mayLeave = false;

  try {
    ensureDataFolder(dataDir);
  } catch (error) {
    return fail(error, null);
  }
  app.enableSandbox();
  protocol.registerSchemesAsPrivileged([appScheme]);
  // Chromium's own files; nothing of the person's is in them.
  app.setPath('userData', join(dataDir, 'electron'));
  crashReporter.start({ uploadToServer: false });
  for (const name of ['disable-background-networking', 'disable-component-update', 'disable-domain-reliability'])
    app.commandLine.appendSwitch(name);
  if (!words.isDoctor && !app.requestSingleInstanceLock()) {
    process.stderr.write('marquee: Marquee is open already; its window comes to the front.\n');
    app.quit();
    return;
  }

  app.on('second-instance', () => showWindow());
  app.on('activate', () => showWindow());
  app.on('window-all-closed', () => {
    if (process.platform !== 'darwin') app.quit();
  });
  app.on('web-contents-created', (_event, contents) => {
    lockContents(contents, (url) => void openOutside(url));
    contents.on('context-menu', (_context, params) => {
      const template = contextMenuTemplate(params);
      if (template.length > 0) Menu.buildFromTemplate(template).popup();
    });
  });
  app.on('before-quit', (event) => {
    if (!askToLeave()) event.preventDefault();
  });
  app.on('will-quit', (event) => {
    if (opened === null) return;
    event.preventDefault();
    void closeAll().finally(() => app.exit(0));
  });
  app
    .whenReady()
    .then(open)
    .catch((error: unknown) => {
      if (words.isDoctor || !putsBackupBack(error)) fail(error, opened?.logger ?? null);
    });

  /** Where ratings cannot be opened and there is a good backup, the person chooses; this process holds the lock of the folder. */
  function putsBackupBack(error: unknown): boolean {
    const offer = backupOnOffer(error);
    if (offer === null || !(error instanceof Error)) return false;
    const day = new Date(offer.createdAt).toLocaleString('en-GB', { dateStyle: 'medium', timeStyle: 'short' });
    const choice = dialog.showMessageBoxSync({
      type: 'warning',
      message: 'Marquee cannot open your ratings.',
      detail: error.message,
      buttons: ['Close Marquee', `Put back the backup of ${day}`],
      defaultId: 0,
      cancelId: 0,
    });
    if (choice !== 1) {
      process.stderr.write(`marquee: ${error.message}\n`);
      app.exit(1);
      return true;
    }
    try {
      putBackupInPlace(dataDir, offer.backupId, Date.now);
    } catch (problem) {
      fail(problem, null);
      return true;
    }
    app.relaunch();
    app.exit(0);
    return true;
  }

  async function open(): Promise<void> {
    const lock = acquireInstanceLock(dataDir, 'electron', Date.now);
    if ('heldBy' in lock) {
      throw new DomainError(
        'conflict',
        `Marquee runs already on the data folder ${dataDir} (${lock.heldBy.host} host, process ${lock.heldBy.processId ?? 'unknown'}); close it there first.`,
      );
    }
    const logger = createFileLogger(dataDir);
    const application = await createApplication({
      dataDir,
      locationFile,
      resourcesDir: join(shipped, 'resources'),
      modelsDir: join(shipped, 'models'),
      clock: Date.now,
      logger,
      spawnCompute: spawnUtilityProcess(join(paths.root, 'out', 'main', 'computeUtilityProcess.js')),
      host: 'electron',
      version: paths.version,
      revealFile: (path) => shell.showItemInFolder(path),
      claimDataDir: (claimed) => lock.moveTo(claimed),
      // The page follows its own settings; what the system draws (menus, dialogs, the window's ground) follows this.
      onSettingsSaved({ theme }) {
        nativeTheme.themeSource = theme;
      },
    });
    const client = createInProcessClient(application.router);
    if (words.isDoctor) {
      const isFine = await runDoctor(client, words.asJson, (text) => void process.stdout.write(text));
      await application.close();
      lock.release();
      app.exit(isFine ? 0 : 1);
      return;
    }
    opened = { application, logger, lock, manners: watchJobs(await client.jobs.watch(), () => window) };
    if (application.movedNotice !== null) process.stderr.write(`marquee: ${application.movedNotice}\n`);
    nativeTheme.themeSource = (await client.app.settings()).theme;
    applySessionRules(session.defaultSession);
    protocol.handle(APP_SCHEME, createAppProtocolHandler({ shellDir: paths.shellDir, media: (imageId) => application.media(imageId) }));
    const transport = createMessagePortTransport(application.router);
    answerPortRequests({ window: () => window, serve: (port) => transport.serve(port), logger });
    const actions = {
      show: (route: string) => void showRoute(route),
      find: pressSearchKey,
      openDataFolder: () => void client.app.info().then((info) => shell.openPath(info.dataDir)),
    };
    Menu.setApplicationMenu(Menu.buildFromTemplate(menuTemplate({ platform: process.platform, actions, allowDevTools: !app.isPackaged })));
    showWindow();
  }

  function showWindow(): void {
    if (opened === null) return;
    if (window !== null && !window.isDestroyed()) {
      if (window.isMinimized()) window.restore();
      window.show();
      window.focus();
      return;
    }
    const { logger } = opened;
    const icon = join(shipped, 'resources', 'icons', 'icon.png');
    const made = createMainWindow({
      preload: join(paths.root, 'out', 'preload', 'preload.cjs'),
      dataDir,
      allowDevTools: !app.isPackaged,
      icon: process.platform === 'linux' && existsSync(icon) ? icon : null,
    });
    window = made;
    made.on('close', (event) => {
      if (process.platform !== 'darwin' && !askToLeave()) event.preventDefault();
    });
    made.on('closed', () => {
      if (window === made) window = null;
    });
    made.webContents.on('render-process-gone', (_event, details) => {
      logger.error('The page ended.', { reason: details.reason, exitCode: details.exitCode });
      if (details.reason === 'clean-exit' || made.isDestroyed()) return;
      dialog.showMessageBoxSync(made, {
        type: 'warning',
        message: 'The window of Marquee stopped working.',
        detail: 'Nothing that you rated is lost.',
        buttons: ['Show it again'],
      });
      void load(made);
    });
    void load(made);
  }

  async function load(target: BrowserWindow): Promise<void> {
    try {
      await loadPage(target);
    } catch (error) {
      fail(error, opened?.logger ?? null);
    }
  }

  /** A change of the fragment alone: the page goes to the route without loading again. */
  async function showRoute(route: string): Promise<void> {
    showWindow();
    await window?.webContents.loadURL(`${APP_URL}${route}`);
  }

  function pressSearchKey(): void {
    showWindow();
    const modifiers: ('meta' | 'control')[] = [process.platform === 'darwin' ? 'meta' : 'control'];
    for (const type of ['keyDown', 'keyUp'] as const) window?.webContents.sendInputEvent({ type, keyCode: 'K', modifiers });
  }

  async function openOutside(text: string): Promise<void> {
    const url = outsideLink(text);
    if (url === null) {
      opened?.logger.warn('A link was not opened.', { length: text.length });
      return;
    }
    const { response } = await dialog.showMessageBox({
      type: 'question',
      message: `Open ${url.hostname} in your browser?`,
      detail: url.href,
      buttons: ['Open', 'Cancel'],
      defaultId: 1,
      cancelId: 1,
    });
    if (response === 0) await shell.openExternal(url.href);
  }

  /** Asks once, and only while a job runs. */
  function askToLeave(): boolean {
    const jobs = opened?.manners.active() ?? 0;
    if (mayLeave || jobs === 0) return true;
    const message = jobs === 1 ? 'A job is still running.' : `${jobs} jobs are still running.`;
    const detail = 'Leaving stops it. Nothing is half-written, and it can be started again.';
    mayLeave =
      dialog.showMessageBoxSync({ type: 'question', message, detail, buttons: ['Leave', 'Stay'], defaultId: 1, cancelId: 1 }) === 0;
    return mayLeave;
  }

  async function closeAll(): Promise<void> {
    if (opened === null) return;
    const { application, logger, lock, manners } = opened;
    opened = null;
    manners.stop();
    try {
      await application.close();
    } catch (error) {
      logger.error('Closing failed.', { error: String(error) });
    }
    lock.release();
    logger.flush();
  }
}

function fail(error: unknown, logger: FileLogger | null): void {
  logger?.error('Marquee could not start.', { error: error instanceof Error ? (error.stack ?? error.message) : String(error) });
  const message = error instanceof Error ? error.message : String(error);
  process.stderr.write(`marquee: ${message}\n`);
  dialog.showErrorBox('Marquee could not start', message);
  app.exit(1);
}
