import type { MenuItemConstructorOptions } from 'electron';

/** What the menu can do beside the roles that Electron carries out itself. */
export interface MenuActions {
  /** Shows a route of the page ("#/settings"). */
  show(route: string): void;
  /** Opens the page's own search (Ctrl-K there). */
  find(): void;
  openDataFolder(): void;
}

export interface MenuOptions {
  readonly platform: NodeJS.Platform;
  readonly actions: MenuActions;
  readonly allowDevTools: boolean;
}

/** The application menu as each platform expects it. */
export function menuTemplate({ platform, actions, allowDevTools }: MenuOptions): MenuItemConstructorOptions[] {
  const isMac = platform === 'darwin';
  const separator: MenuItemConstructorOptions = { type: 'separator' };
  const settings: MenuItemConstructorOptions = {
    id: 'settings',
    label: isMac ? 'Settings…' : '&Settings',
    accelerator: 'CmdOrCtrl+,',
    click: () => actions.show('#/settings'),
  };
  const find: MenuItemConstructorOptions = {
    id: 'find',
    label: isMac ? 'Find a Film…' : '&Find a film…',
    accelerator: 'CmdOrCtrl+F',
    click: () => actions.find(),
  };
  const dataFolder: MenuItemConstructorOptions = {
    id: 'data-folder',
    label: isMac ? 'Show Data Folder' : 'Show &data folder',
    click: () => actions.openDataFolder(),
  };

  const appMenu: MenuItemConstructorOptions = {
    role: 'appMenu',
    label: 'Marquee',
    submenu: [
      { role: 'about' },
      separator,
      settings,
      separator,
      { role: 'services' },
      separator,
      { role: 'hide' },
      { role: 'hideOthers' },
      { role: 'unhide' },
      separator,
      { role: 'quit' },
    ],
  };
  const fileMenu: MenuItemConstructorOptions = {
    label: isMac ? 'File' : '&File',
    submenu: isMac ? [dataFolder, separator, { role: 'close' }] : [settings, dataFolder, separator, { role: 'quit' }],
  };
  const editMenu: MenuItemConstructorOptions = {
    label: isMac ? 'Edit' : '&Edit',
    submenu: [
      { role: 'undo' },
      { role: 'redo' },
      separator,
      { role: 'cut' },
      { role: 'copy' },
      { role: 'paste' },
      ...(isMac ? ([{ role: 'pasteAndMatchStyle' }] as const) : []),
      { role: 'delete' },
      { role: 'selectAll' },
      separator,
      find,
    ],
  };
  const viewMenu: MenuItemConstructorOptions = {
    label: isMac ? 'View' : '&View',
    submenu: [
      { id: 'discover', label: isMac ? 'Discover' : '&Discover', accelerator: 'CmdOrCtrl+1', click: () => actions.show('#/') },
      { id: 'library', label: isMac ? 'Library' : '&Library', accelerator: 'CmdOrCtrl+2', click: () => actions.show('#/library') },
      { id: 'lab', label: isMac ? 'Lab' : 'La&b', accelerator: 'CmdOrCtrl+3', click: () => actions.show('#/lab/train') },
      separator,
      { role: 'resetZoom' },
      { role: 'zoomIn' },
      { role: 'zoomOut' },
      separator,
      // macOS: Ctrl+Cmd+F, elsewhere F11: the role knows.
      { role: 'togglefullscreen' },
      ...(allowDevTools ? ([separator, { role: 'reload' }, { role: 'toggleDevTools' }] as const) : []),
    ],
  };
  const windowMenu: MenuItemConstructorOptions = { role: 'windowMenu' };
  const helpMenu: MenuItemConstructorOptions = {
    role: 'help',
    label: isMac ? 'Help' : '&Help',
    submenu: [
      { id: 'diagnostics', label: isMac ? 'Diagnostics' : '&Diagnostics', click: () => actions.show('#/settings') },
      ...(isMac ? [] : ([separator, { role: 'about' }] as const)),
    ],
  };
  return isMac ? [appMenu, fileMenu, editMenu, viewMenu, windowMenu, helpMenu] : [fileMenu, editMenu, viewMenu, helpMenu];
}

/** The context menu of text fields and of selected text; empty where there is nothing to do. */
export function contextMenuTemplate(params: {
  readonly isEditable: boolean;
  readonly selectionText: string;
}): MenuItemConstructorOptions[] {
  if (params.isEditable)
    return [
      { role: 'undo' },
      { role: 'redo' },
      { type: 'separator' },
      { role: 'cut' },
      { role: 'copy' },
      { role: 'paste' },
      { type: 'separator' },
      { role: 'selectAll' },
    ];
  return params.selectionText.trim() === '' ? [] : [{ role: 'copy' }];
}
