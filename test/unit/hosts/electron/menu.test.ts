import type { MenuItemConstructorOptions } from 'electron';
import { describe, expect, it } from 'vitest';
import { contextMenuTemplate, menuTemplate } from '../../../../src-main/hosts/electron/menu.ts';

function build(platform: NodeJS.Platform, allowDevTools = false) {
  const did: string[] = [];
  const actions = {
    show: (route: string) => void did.push(route),
    find: () => void did.push('find'),
    openDataFolder: () => void did.push('folder'),
  };
  return { template: menuTemplate({ platform, actions, allowDevTools }), did };
}

function items(template: readonly MenuItemConstructorOptions[]): MenuItemConstructorOptions[] {
  return template.flatMap((item) => [item, ...(Array.isArray(item.submenu) ? items(item.submenu) : [])]);
}

const roles = (template: readonly MenuItemConstructorOptions[]): string[] => items(template).flatMap((item) => item.role ?? []);

describe.each(['darwin', 'win32', 'linux'] as const)('the menu on %s', (platform) => {
  const { template, did } = build(platform);
  const all = items(template);

  it('has the menus that a person expects there', () => {
    const names = template.map((menu) => (menu.label ?? menu.role ?? '').replace('&', ''));
    expect(names).toEqual(
      platform === 'darwin' ? ['Marquee', 'File', 'Edit', 'View', 'windowMenu', 'Help'] : ['File', 'Edit', 'View', 'Help'],
    );
  });

  it('has copy and paste, zoom, full screen, about and quit', () => {
    const needed = [
      'undo',
      'redo',
      'cut',
      'copy',
      'paste',
      'selectAll',
      'zoomIn',
      'zoomOut',
      'resetZoom',
      'togglefullscreen',
      'about',
      'quit',
    ];
    expect(roles(template)).toEqual(expect.arrayContaining(needed));
  });

  it('opens settings by its accelerator, search, the library, the lab and the data folder', () => {
    const byId = (id: string): MenuItemConstructorOptions => all.find((item) => item.id === id)!;
    expect(byId('settings').accelerator).toBe('CmdOrCtrl+,');
    expect(byId('find').accelerator).toBe('CmdOrCtrl+F');
    for (const id of ['settings', 'find', 'library', 'lab', 'data-folder']) byId(id).click?.({} as never, undefined, {} as never);
    expect(did).toEqual(['#/settings', 'find', '#/library', '#/lab/train', 'folder']);
  });

  it('gives no accelerator twice', () => {
    const accelerators = all.flatMap((item) => item.accelerator ?? []);
    expect(new Set(accelerators).size).toBe(accelerators.length);
  });

  it('offers the developer tools only where they are allowed', () => {
    expect(roles(template)).not.toContain('toggleDevTools');
    expect(roles(build(platform, true).template)).toContain('toggleDevTools');
  });

  it('has mnemonics on Windows and Linux, and none on macOS', () => {
    const hasMnemonics = template.some((menu) => menu.label?.includes('&') === true);
    expect(hasMnemonics).toBe(platform !== 'darwin');
  });
});

describe('the context menu', () => {
  it('edits in fields, copies a selection, and is absent elsewhere', () => {
    expect(roles(contextMenuTemplate({ isEditable: true, selectionText: '' }))).toEqual([
      'undo',
      'redo',
      'cut',
      'copy',
      'paste',
      'selectAll',
    ]);
    expect(roles(contextMenuTemplate({ isEditable: false, selectionText: 'Heat' }))).toEqual(['copy']);
    expect(contextMenuTemplate({ isEditable: false, selectionText: '  ' })).toEqual([]);
  });
});
