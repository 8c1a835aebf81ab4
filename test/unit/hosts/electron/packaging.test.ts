import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import config from '../../../../electron-builder.config.ts';
import { importsUnder } from '../../../helpers/importsOf.ts';

const root = join(import.meta.dirname, '..', '..', '..', '..');

describe('the packaging configuration', () => {
  it('sets every fuse to its safe side', () => {
    expect(config.electronFuses).toEqual({
      runAsNode: false,
      enableCookieEncryption: true,
      enableNodeOptionsEnvironmentVariable: false,
      enableNodeCliInspectArguments: false,
      enableEmbeddedAsarIntegrityValidation: true,
      onlyLoadAppFromAsar: true,
      loadBrowserProcessSpecificV8Snapshot: false,
      grantFileProtocolExtraPrivileges: false,
    });
    expect(config.asar).toBe(true);
  });

  it('packs for three systems, beside what ships as files, with native libraries unpacked', () => {
    expect([config.linux?.target, config.win?.target, config.mac?.target]).toEqual([['AppImage', 'deb'], ['nsis'], ['dmg']]);
    const shipped = (config.extraResources as { from: string; to: string }[]).map(({ from, to }) => `${from}>${to}`);
    expect(shipped).toEqual(expect.arrayContaining(['resources>resources', 'models>models']));
    const unpacked = config.asarUnpack as string[];
    expect(unpacked.join()).toContain('onnxruntime-node');
    expect(unpacked).toEqual(expect.arrayContaining(['**/*.node', '**/*.so*', '**/*.dylib', '**/*.dll']));
  });

  it('asks no server for anything', () => {
    expect(config.publish).toBeNull();
    expect(config.npmRebuild).toBe(false);
    expect(config.electronDist).toBe('node_modules/electron/dist');
  });
});

describe('the sources of the Electron host', () => {
  const sources = importsUnder(root, ['src-main/hosts/electron', 'src-main/main.ts', 'src-preload'].slice(0, 1)).files.map((file) => ({
    file,
    text: readFileSync(join(root, file), 'utf8'),
  }));
  const places = (pattern: RegExp): string[] => sources.filter(({ text }) => pattern.test(text)).map(({ file }) => file.split('/').pop()!);

  it('make a window in one place, and open links in one place', () => {
    expect(places(/new BrowserWindow\b/)).toEqual(['mainWindow.ts']);
    expect(places(/openExternal/)).toEqual(['electronHost.ts']);
  });

  it('use nothing that weakens the page', () => {
    expect(
      places(
        /executeJavaScript|nodeIntegration\w*: true|contextIsolation: false|sandbox: false|webSecurity: false|loadFile|ipcMain\.handle|remote\b/,
      ),
    ).toEqual([]);
  });
});
