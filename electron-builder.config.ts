import type { Configuration } from 'electron-builder';

/** Binaries of onnxruntime-node for the systems that a package is not for. */
const otherRuntimes = (...systems: string[]): string[] =>
  systems.map((system) => `!node_modules/onnxruntime-node/bin/napi-v6/${system}/**`);

const config: Configuration = {
  appId: 'org.marquee.app',
  productName: 'Marquee',
  copyright: 'MIT; models and catalogue carry the terms of MovieLens, see NOTICE',
  directories: { output: 'dist', buildResources: 'resources/icons' },
  // Node-API binaries come prebuilt with their packages: nothing is compiled, nothing is fetched but by electron-builder itself.
  npmRebuild: false,
  electronDist: 'node_modules/electron/dist',
  publish: null,
  files: ['out/**', '!out/**/*.map', '!out/.marquee-build', 'package.json', 'LICENSE', 'NOTICE'],
  extraResources: [
    { from: 'resources', to: 'resources' },
    { from: 'models', to: 'models' },
    { from: 'LICENSE', to: 'LICENSE' },
    { from: 'NOTICE', to: 'NOTICE' },
  ],
  asar: true,
  // The shared libraries beside a .node file must be real files too.
  asarUnpack: ['**/*.node', '**/*.so*', '**/*.dylib', '**/*.dll', '**/node_modules/{onnxruntime-node,sharp,@img,better-sqlite3}/**'],
  electronFuses: {
    runAsNode: false,
    enableCookieEncryption: true,
    enableNodeOptionsEnvironmentVariable: false,
    enableNodeCliInspectArguments: false,
    // Checked by macOS and Windows; Linux has no such check and ignores it.
    enableEmbeddedAsarIntegrityValidation: true,
    onlyLoadAppFromAsar: true,
    loadBrowserProcessSpecificV8Snapshot: false,
    grantFileProtocolExtraPrivileges: false,
  },
  linux: {
    target: ['AppImage', 'deb'],
    category: 'AudioVideo',
    synopsis: 'Recommends films, explains why, and paints their posters',
    maintainer: 'The Marquee project <marquee@localhost>',
    files: otherRuntimes('darwin', 'win32'),
  },
  deb: {
    depends: ['libgtk-3-0', 'libnotify4', 'libnss3', 'libxss1', 'libxtst6', 'xdg-utils', 'libatspi2.0-0', 'libuuid1', 'libsecret-1-0'],
  },
  win: { target: ['nsis'], files: otherRuntimes('darwin', 'linux') },
  nsis: { oneClick: false, perMachine: false, allowToChangeInstallationDirectory: true, deleteAppDataOnUninstall: false },
  mac: { target: ['dmg'], category: 'public.app-category.entertainment', hardenedRuntime: true, files: otherRuntimes('linux', 'win32') },
};

export default config;
