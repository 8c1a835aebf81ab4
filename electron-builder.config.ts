import type { Configuration } from 'electron-builder';

/**
 * What ships of node_modules: the native packages and what they load. The rest is in the bundle already, or is for development
 * (the packaged Node) or for browsers (onnxruntime-web).
 */
const LEFT_OUT = [
  'node-*-*',
  'onnxruntime-web',
  '@huggingface/jinja',
  '@huggingface/tokenizers',
  'zod',
  '@orpc',
  'ws',
  'csv-parse',
  'yauzl',
  'tar-stream',
  'p-queue',
  'fontkit',
  '@bufbuild',
  'protobufjs',
];

const config: Configuration = {
  appId: 'org.marquee.app',
  // A deb is not built without a homepage. The project owns no host, so it names the notices that the package itself installs.
  extraMetadata: { homepage: 'file:///opt/Marquee/resources/NOTICE' },
  productName: 'Marquee',
  copyright: 'MIT; models and catalogue carry the terms of MovieLens, see NOTICE',
  directories: { output: 'dist', buildResources: 'resources/icons' },
  // Node-API binaries come prebuilt with their packages: nothing is compiled, nothing is fetched but by electron-builder itself.
  npmRebuild: false,
  electronDist: 'node_modules/electron/dist',
  publish: null,
  files: [
    'out/**',
    'package.json',
    'LICENSE',
    'NOTICE',
    '!out/**/*.map',
    '!out/.marquee-build',
    ...LEFT_OUT.map((name) => `!node_modules/${name}/**`),
    '!node_modules/onnxruntime-node/bin/napi-v6/!(${platform})/**',
    '!node_modules/better-sqlite3/{deps,src}/**',
    // One file of it runs in Node and holds all it needs but the native packages.
    '!node_modules/@huggingface/transformers/{src,types}/**',
    '!node_modules/@huggingface/transformers/dist/!(transformers.node.mjs)',
  ],
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
    maintainer: 'Marquee contributors <marquee@localhost>',
  },
  deb: {
    depends: ['libgtk-3-0', 'libnotify4', 'libnss3', 'libxss1', 'libxtst6', 'xdg-utils', 'libatspi2.0-0', 'libuuid1', 'libsecret-1-0'],
  },
  win: { target: ['nsis'] },
  nsis: { oneClick: false, perMachine: false, allowToChangeInstallationDirectory: true, deleteAppDataOnUninstall: false },
  mac: { target: ['dmg'], category: 'public.app-category.entertainment', hardenedRuntime: true },
};

export default config;
