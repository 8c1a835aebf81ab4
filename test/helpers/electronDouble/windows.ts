import { EventEmitter } from 'node:events';
import type { BrowserWindowConstructorOptions, Rectangle, WebContents, WebFrameMain } from 'electron';
import { log, onlyAfterReady, preventable } from './life.ts';
import { type PageWorld, runPreload } from './preloadWorld.ts';
import { release } from './ports.ts';

/** Answers a URL as the protocol double does. */
export type Fetch = (url: string) => Promise<Response>;

export interface Hooks {
  fetch: Fetch;
  /** A message of a frame's ipcRenderer. */
  ipc(channel: string, frame: FrameDouble, args: unknown[]): void;
  contentsCreated(contents: ContentsDouble): void;
  allClosed(): void;
}

let hooks: Hooks | null = null;
export const setHooks = (value: Hooks): void => {
  hooks = value;
};

export class FrameDouble implements Pick<WebFrameMain, 'url' | 'parent' | 'detached'> {
  url = 'about:blank';
  readonly parent: WebFrameMain | null = null;
  readonly detached = false;
  private readonly world: () => PageWorld | null;

  constructor(world: () => PageWorld | null) {
    this.world = world;
  }

  isDestroyed(): boolean {
    return false;
  }

  postMessage(channel: string, message: unknown, transfer: readonly unknown[] = []): void {
    this.world()?.deliver(
      channel,
      message,
      transfer.map((port) => release(port)),
    );
  }
}

type OpenHandler = Parameters<WebContents['setWindowOpenHandler']>[0];

export class ContentsDouble extends EventEmitter {
  page: PageWorld | null = null;
  readonly mainFrame: FrameDouble;
  openHandler: OpenHandler | null = null;
  readonly sentKeys: unknown[] = [];
  private readonly preload: string;

  constructor(preload: string) {
    super();
    this.preload = preload;
    this.mainFrame = new FrameDouble(() => this.page);
  }

  getURL(): string {
    return this.mainFrame.url;
  }

  setWindowOpenHandler(handler: OpenHandler): void {
    this.openHandler = handler;
  }

  sendInputEvent(event: unknown): void {
    this.sentKeys.push(event);
  }

  async loadURL(url: string): Promise<void> {
    const [address] = url.split('#');
    if (address === this.mainFrame.url.split('#')[0]) {
      this.mainFrame.url = url;
      return;
    }
    const response = await hooks!.fetch(url);
    log.push(`load ${url} ${response.status}`);
    this.mainFrame.url = url;
    this.page = runPreload(this.preload, (channel, args) => setImmediate(() => hooks!.ipc(channel, this.mainFrame, args)));
    this.emit('did-finish-load');
  }
}

export const windows: WindowDouble[] = [];

export class WindowDouble extends EventEmitter {
  readonly options: BrowserWindowConstructorOptions;
  readonly webContents: ContentsDouble;
  readonly progress: number[] = [];
  readonly grounds: string[] = [];
  isGone = false;
  isVisible = false;
  focusCount = 0;

  constructor(options: BrowserWindowConstructorOptions) {
    onlyAfterReady('BrowserWindow');
    super();
    this.options = options;
    const { preload, sandbox } = options.webPreferences ?? {};
    if (preload === undefined || sandbox !== true) throw new Error('The double runs sandboxed windows with a preload only');
    this.webContents = new ContentsDouble(preload);
    windows.push(this);
    hooks!.contentsCreated(this.webContents);
    setImmediate(() => this.emit('ready-to-show'));
  }

  loadURL(url: string): Promise<void> {
    return this.webContents.loadURL(url);
  }

  show(): void {
    this.isVisible = true;
  }

  focus(): void {
    this.focusCount++;
  }

  maximize(): void {
    log.push('maximize');
  }

  restore(): void {}

  isMinimized(): boolean {
    return false;
  }

  isMaximized(): boolean {
    return false;
  }

  isFocused(): boolean {
    return this.focusCount > 0;
  }

  isDestroyed(): boolean {
    return this.isGone;
  }

  setBackgroundColor(colour: string): void {
    this.grounds.push(colour);
  }

  setProgressBar(value: number): void {
    this.progress.push(value);
  }

  getNormalBounds(): Rectangle {
    return { x: 40, y: 50, width: 1100, height: 720 };
  }

  /** @returns false where a listener prevented it. */
  close(): boolean {
    const event = preventable({});
    this.emit('close', event);
    if (event.defaultPrevented) return false;
    this.isGone = true;
    windows.splice(windows.indexOf(this), 1);
    this.emit('closed');
    if (windows.length === 0) hooks!.allClosed();
    return true;
  }
}
