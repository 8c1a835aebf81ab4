/** Every permission that Electron can be asked for. */
export const PERMISSIONS = [
  ...(['ar', 'automatic-fullscreen', 'background-fetch', 'background-sync', 'captured-surface-control', 'clipboard-read'] as const),
  ...([
    'clipboard-sanitized-write',
    'deprecated-sync-clipboard-read',
    'display-capture',
    'fileSystem',
    'fullscreen',
    'geolocation',
  ] as const),
  ...(['geolocation-approximate', 'hand-tracking', 'hid', 'idle-detection', 'keyboardLock', 'local-fonts', 'local-network'] as const),
  ...(['local-network-access', 'loopback-network', 'media', 'mediaKeySystem', 'midi', 'midiSysex', 'nfc', 'notifications'] as const),
  ...(['openExternal', 'payment-handler', 'periodic-background-sync', 'persistent-storage', 'pointerLock', 'screen-wake-lock'] as const),
  ...(['sensors', 'serial', 'smart-card', 'speaker-selection', 'storage-access', 'system-wake-lock', 'top-level-storage-access'] as const),
  ...(['usb', 'vr', 'web-app-installation', 'web-printing', 'window-management', 'unknown'] as const),
];

/** Places that the window must not go to, nor open. */
export const URLS: readonly string[] = [
  'https://evil.example/',
  'http://127.0.0.1:8080/',
  'https://www.imdb.com.evil.example/',
  'https://www.imdb.com@evil.example/',
  'https://user@www.imdb.com/',
  'https://www.imdb.com:8443/',
  'http://www.imdb.com/',
  'https://www.ımdb.com/',
  'https://wwwimdb.com/',
  'file:///etc/passwd',
  'file://server/share',
  'smb://server/share',
  'javascript:alert(1)',
  'data:text/html,<script>alert(1)</script>',
  'about:blank',
  'app://bundle.evil/index.html',
  'app://evil/index.html',
  'app://user:pass@bundle/index.html',
  'app://bundle:81/index.html',
  'APP-MEDIA://bundle/x',
  'chrome://settings/',
  'devtools://devtools/bundled/inspector.html',
  'view-source:app://bundle/index.html',
  'ms-settings:privacy',
  'vscode://file/etc/passwd',
  'mailto:a@b.example',
  'blob:https://evil.example/1',
  'ftp://grouplens.org/',
  '//evil.example/',
  'not a url',
];

/** Ways out of the folder of the page; each must be answered 404. */
export const TRAVERSALS: readonly string[] = [
  'app://bundle/../package.json',
  'app://bundle/..%2fpackage.json',
  'app://bundle/%2e%2e/%2e%2e/package.json',
  'app://bundle/assets/%2e%2e%2f%2e%2e%2fmain/main.js',
  'app://bundle/..%5c..%5cpackage.json',
  'app://bundle/%00.html',
  'app://bundle/C:%5cwindows%5cwin.ini.txt',
  'app://bundle//etc/passwd.txt',
  'app://bundle/.marquee-build.txt',
  'app://bundle/%252e%252e/package.json',
  'app://bundle.evil/index.html',
  'app://bundle/media/..%2f..%2fperson.db',
  'app://bundle/media/',
];

/** Requests of the page that must never leave; the last two are let through, so that the rule is seen to allow something. */
export const REQUESTS: readonly string[] = [
  'https://fonts.googleapis.com/css',
  'http://127.0.0.1/',
  'ws://localhost:1234/',
  'file:///etc/passwd',
  'app://evil/x.js',
  'ftp://a.example/',
  'app://bundle/index.html',
  'blob:app://bundle/1f0e',
];
