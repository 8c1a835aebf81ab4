import { BrowserWindow, nativeTheme, screen } from 'electron';
import { APP_URL } from './trustedSender.ts';
import { MIN_HEIGHT, MIN_WIDTH, fitToScreens, readWindowState, writeWindowState } from './windowState.ts';

export interface MainWindowOptions {
  /** Absolute path of the one CommonJS file of the preload. */
  readonly preload: string;
  /** Where the window's place is kept. */
  readonly dataDir: string;
  readonly allowDevTools: boolean;
  readonly icon: string | null;
}

/** The grounds of the two themes, so that a window is never white before its first paint (src-renderer/styles/tokens.css). */
const GROUND = { dark: '#12100d', light: '#f4eddf' } as const;

const ground = (): string => (nativeTheme.shouldUseDarkColors ? GROUND.dark : GROUND.light);

/** The only place that makes a window. */
export function createMainWindow(options: MainWindowOptions): BrowserWindow {
  const primary = screen.getPrimaryDisplay();
  const others = screen.getAllDisplays().filter((display) => display.id !== primary.id);
  const state = fitToScreens(
    readWindowState(options.dataDir),
    [primary, ...others].map((display) => display.workArea),
  );
  const window = new BrowserWindow({
    ...state.position,
    width: state.width,
    height: state.height,
    minWidth: MIN_WIDTH,
    minHeight: MIN_HEIGHT,
    show: false,
    title: 'Marquee',
    backgroundColor: ground(),
    ...(options.icon === null ? {} : { icon: options.icon }),
    webPreferences: {
      preload: options.preload,
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      nodeIntegrationInWorker: false,
      nodeIntegrationInSubFrames: false,
      webSecurity: true,
      webviewTag: false,
      spellcheck: false,
      navigateOnDragDrop: false,
      devTools: options.allowDevTools,
    },
  });
  // The ground shows while the window is drawn larger; it goes with the theme, and a closed window is forgotten.
  const follow = (): void => window.setBackgroundColor(ground());
  nativeTheme.on('updated', follow);
  window.once('closed', () => nativeTheme.off('updated', follow));
  if (state.isMaximized) window.maximize();
  window.once('ready-to-show', () => window.show());
  // getNormalBounds: where the window returns to when it is no longer maximized.
  window.on('close', () => writeWindowState(options.dataDir, window.getNormalBounds(), window.isMaximized()));
  return window;
}

/** Shows the page; the answer is settled when it is loaded. */
export function loadPage(window: BrowserWindow): Promise<void> {
  return window.loadURL(APP_URL);
}
