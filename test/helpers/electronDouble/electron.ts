/**
 * Stands in for `electron` in the built main bundle. Each member is typed by Electron's own declarations; each refuses what
 * Electron refuses (too early, too late, a wrong role, a bad port), and parts that the app does not use are not there.
 */
import childProcess from 'node:child_process';
import { EventEmitter } from 'node:events';
import { syncBuiltinESMExports } from 'node:module';
import type * as Electron from 'electron';
import { becomeReady, isReady, log, onlyAfterReady, onlyBeforeReady, preventable, strict } from './life.ts';
import { type FrameDouble, WindowDouble, setHooks, windows } from './windows.ts';

export { MessageChannelMain } from './ports.ts';
export { utilityProcess } from './utilityDouble.ts';
export { WindowDouble as BrowserWindow };

/** What the driver reads and turns. */
export const world = {
  argv: [] as string[],
  holdsSingleInstance: true,
  schemes: [] as Electron.CustomScheme[],
  handlers: new Map<string, Parameters<Electron.Protocol['handle']>[1]>(),
  permissionRequest: null as Parameters<Electron.Session['setPermissionRequestHandler']>[0],
  permissionCheck: null as Parameters<Electron.Session['setPermissionCheckHandler']>[0],
  devicePermission: null as Parameters<Electron.Session['setDevicePermissionHandler']>[0],
  displayMedia: null as Parameters<Electron.Session['setDisplayMediaRequestHandler']>[0],
  beforeRequest: null as Parameters<Electron.WebRequest['onBeforeRequest']>[0] | null,
  menu: [] as Electron.MenuItemConstructorOptions[],
  opened: [] as string[],
  questions: [] as string[],
  /** Index of the button that the next dialogs press. */
  answer: 0,
  switches: [] as string[],
  paths: new Map<string, string>(),
  onExit: (code: number): void => process.exit(code),
};

// With the RunAsNode fuse off, fork throws in Electron's main process.
childProcess.fork = () => {
  throw new Error('fork does not work in Electron when the RunAsNode fuse is off');
};
syncBuiltinESMExports();

class AppDouble extends EventEmitter {
  readonly isPackaged = false;
  isSandboxed = false;
  private isQuitting = false;

  enableSandbox: Electron.App['enableSandbox'] = () => {
    onlyBeforeReady('app.enableSandbox');
    this.isSandboxed = true;
  };
  setPath: Electron.App['setPath'] = (name, path) => void world.paths.set(name, path);
  relaunch: Electron.App['relaunch'] = () => void log.push('relaunch');
  requestSingleInstanceLock: Electron.App['requestSingleInstanceLock'] = () => world.holdsSingleInstance;
  commandLine = strict('app.commandLine', {
    appendSwitch: ((name) => void world.switches.push(name)) as Electron.CommandLine['appendSwitch'],
  });
  whenReady: Electron.App['whenReady'] = () =>
    new Promise((resolve) => {
      if (isReady()) resolve();
      else this.once('ready', () => resolve());
    });
  exit: Electron.App['exit'] = (code = 0) => world.onExit(code);
  /** Electron's order: before-quit, each window's close, window-all-closed not, will-quit, quit; each may be prevented. */
  quit: Electron.App['quit'] = () => {
    if (this.isQuitting) return;
    const before = preventable({});
    this.emit('before-quit', before);
    if (before.defaultPrevented) return;
    this.isQuitting = true;
    const areClosed = [...windows].every((window) => window.close());
    this.isQuitting = false;
    if (!areClosed) return;
    const will = preventable({});
    this.emit('will-quit', will);
    if (!will.defaultPrevented) world.onExit(0);
  };
  get quitting(): boolean {
    return this.isQuitting;
  }
}

export const appDouble = new AppDouble();
export const app = strict('app', appDouble);

/** The app becomes ready after the entry has run, never during it. */
export function makeReady(): void {
  log.push('ready');
  becomeReady();
  appDouble.emit('ready');
}

export const protocol = strict('protocol', {
  registerSchemesAsPrivileged: ((schemes) => {
    onlyBeforeReady('protocol.registerSchemesAsPrivileged');
    if (world.schemes.length > 0) throw new Error('protocol.registerSchemesAsPrivileged can be called once');
    world.schemes = schemes;
  }) as Electron.Protocol['registerSchemesAsPrivileged'],
  handle: ((scheme, handler) => {
    onlyAfterReady('protocol.handle');
    if (world.handlers.has(scheme)) throw new Error(`The scheme ${scheme} is handled already`);
    world.handlers.set(scheme, handler);
  }) as Electron.Protocol['handle'],
});

/** A request as Chromium makes it: only registered standard schemes have hosts, and answers must be Responses. */
export async function fetchUrl(url: string, init?: RequestInit): Promise<Response> {
  const scheme = new URL(url).protocol.slice(0, -1);
  const handler = world.handlers.get(scheme);
  if (handler === undefined) throw new Error('ERR_UNKNOWN_URL_SCHEME');
  const response = await handler(new Request(url, init) as Parameters<typeof handler>[0]);
  if (!(response instanceof Response)) throw new Error('ERR_UNEXPECTED');
  return response;
}

const defaultSession = strict('session.defaultSession', {
  setPermissionRequestHandler: ((handler) => void (world.permissionRequest = handler)) as Electron.Session['setPermissionRequestHandler'],
  setPermissionCheckHandler: ((handler) => void (world.permissionCheck = handler)) as Electron.Session['setPermissionCheckHandler'],
  setDevicePermissionHandler: ((handler) => void (world.devicePermission = handler)) as Electron.Session['setDevicePermissionHandler'],
  setDisplayMediaRequestHandler: ((handler) => void (world.displayMedia = handler)) as Electron.Session['setDisplayMediaRequestHandler'],
  setSpellCheckerEnabled: ((isOn) => void log.push(`spell checker ${isOn ? 'on' : 'off'}`)) as Electron.Session['setSpellCheckerEnabled'],
  on: () => undefined,
  webRequest: strict('webRequest', {
    onBeforeRequest: ((listener: Parameters<Electron.WebRequest['onBeforeRequest']>[0]) => void (world.beforeRequest = listener)) as never,
  }),
});

export const session = {
  get defaultSession() {
    onlyAfterReady('session');
    return defaultSession;
  },
};

const ROLES = new Set<NonNullable<Electron.MenuItemConstructorOptions['role']>>([
  ...([
    'about',
    'appMenu',
    'close',
    'copy',
    'cut',
    'delete',
    'editMenu',
    'fileMenu',
    'forceReload',
    'front',
    'help',
    'hide',
    'hideOthers',
  ] as const),
  ...([
    'minimize',
    'paste',
    'pasteAndMatchStyle',
    'quit',
    'redo',
    'reload',
    'resetZoom',
    'selectAll',
    'services',
    'toggleDevTools',
  ] as const),
  ...(['togglefullscreen', 'undo', 'unhide', 'viewMenu', 'window', 'windowMenu', 'zoom', 'zoomIn', 'zoomOut'] as const),
]);

function checkMenu(items: readonly Electron.MenuItemConstructorOptions[]): void {
  for (const item of items) {
    if (item.role !== undefined && !ROLES.has(item.role)) throw new Error(`Invalid menu role ${item.role}`);
    if (item.role === undefined && item.type !== 'separator' && (item.label ?? '') === '')
      throw new Error('Invalid template for MenuItem: must have either label, role or type');
    if (Array.isArray(item.submenu)) checkMenu(item.submenu);
  }
}

export const Menu = strict('Menu', {
  buildFromTemplate(template: Electron.MenuItemConstructorOptions[]) {
    checkMenu(template);
    return { template, popup: () => undefined };
  },
  setApplicationMenu(menu: { template: Electron.MenuItemConstructorOptions[] }) {
    world.menu = menu.template;
  },
});

export const ipcMain = new EventEmitter();

const area = { x: 0, y: 0, width: 1920, height: 1040 };
const display = { id: 1, workArea: area, bounds: { ...area, height: 1080 } } as Electron.Display;
export const screen = strict('screen', {
  getPrimaryDisplay: (() => (onlyAfterReady('screen'), display)) as Electron.Screen['getPrimaryDisplay'],
  getAllDisplays: (() => (onlyAfterReady('screen'), [display])) as Electron.Screen['getAllDisplays'],
});

/** A dark system; a change of the source is told to listeners, as Electron does. */
class NativeThemeDouble extends EventEmitter {
  private source: Electron.NativeTheme['themeSource'] = 'system';

  get themeSource(): Electron.NativeTheme['themeSource'] {
    return this.source;
  }

  set themeSource(source: Electron.NativeTheme['themeSource']) {
    const wasDark = this.shouldUseDarkColors;
    this.source = source;
    if (this.shouldUseDarkColors !== wasDark) this.emit('updated');
  }

  get shouldUseDarkColors(): boolean {
    return this.source !== 'light';
  }
}
export const nativeTheme = new NativeThemeDouble();
export const crashReporter = strict('crashReporter', {
  start: (({ uploadToServer }) => {
    if (uploadToServer !== false) throw new Error('crashReporter.start wants a submitURL');
  }) as Electron.CrashReporter['start'],
});
export const shell = strict('shell', {
  openExternal: (async (url) => void world.opened.push(url)) as Electron.Shell['openExternal'],
  openPath: (async () => '') as Electron.Shell['openPath'],
  showItemInFolder: ((path) => void log.push(`in its folder: ${path}`)) as Electron.Shell['showItemInFolder'],
});
export const dialog = strict('dialog', {
  showErrorBox: ((title, content) => void log.push(`error box: ${title}: ${content}`)) as Electron.Dialog['showErrorBox'],
  showMessageBox: async (options: Electron.MessageBoxOptions) => {
    world.questions.push(options.message);
    return { response: world.answer, checkboxChecked: false };
  },
  showMessageBoxSync: (options: Electron.MessageBoxSyncOptions) => {
    world.questions.push(options.message);
    return world.answer;
  },
});
export const powerSaveBlocker = strict('powerSaveBlocker', {
  start: ((type) => (onlyAfterReady('powerSaveBlocker'), log.push(`no sleep: ${type}`))) as Electron.PowerSaveBlocker['start'],
  stop: (() => (log.push('sleep allowed'), true)) as Electron.PowerSaveBlocker['stop'],
});
export class Notification extends EventEmitter {
  readonly title: string;
  constructor(options: Electron.NotificationConstructorOptions) {
    super();
    this.title = options.title ?? '';
  }
  static isSupported(): boolean {
    return true;
  }
  show(): void {
    log.push(`notification: ${this.title}`);
  }
}

setHooks({
  fetch: (url) => fetchUrl(url),
  ipc(channel: string, frame: FrameDouble, args: unknown[]) {
    ipcMain.emit(channel, { senderFrame: frame, ports: [], sender: windows[0]?.webContents ?? null }, ...args);
  },
  contentsCreated: (contents) => void appDouble.emit('web-contents-created', {}, contents),
  allClosed() {
    if (!appDouble.quitting) appDouble.emit('window-all-closed');
  },
});
