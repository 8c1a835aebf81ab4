import type { Session, WebContents } from 'electron';
import { isAppUrl } from './trustedSender.ts';

/** All that the page may ask of the system: to write plain text to the clipboard, and to fill the screen. */
export const allowedPermissions: ReadonlySet<string> = new Set(['clipboard-sanitized-write', 'fullscreen']);

/** Denies every permission but the two above, every device, every capture, every download, and every request that leaves the app. */
export function applySessionRules(session: Session): void {
  session.setPermissionRequestHandler((contents, permission, decide) =>
    decide(allowedPermissions.has(permission) && isAppUrl(contents.getURL())),
  );
  session.setPermissionCheckHandler(
    (contents, permission) => allowedPermissions.has(permission) && contents !== null && isAppUrl(contents.getURL()),
  );
  session.setDevicePermissionHandler(() => false);
  // An empty answer refuses the capture of screen and sound.
  session.setDisplayMediaRequestHandler((_request, decide) => decide({}));
  session.setSpellCheckerEnabled(false);
  session.on('will-download', (event, item) => {
    // What a person saves (a poster, an export) is made in the page and comes as a blob of its own origin.
    if (!item.getURL().startsWith('blob:app://bundle/')) event.preventDefault();
  });
  session.webRequest.onBeforeRequest((details, decide) => decide({ cancel: !isLocal(details.url) }));
}

function isLocal(url: string): boolean {
  return isAppUrl(url) || url.startsWith('devtools://') || url.startsWith('blob:app://bundle/') || url.startsWith('data:');
}

/** Keeps a window on the app's own page: no navigation, no redirect, no new window, no webview. */
export function lockContents(contents: WebContents, openOutside: (url: string) => void): void {
  contents.on('will-frame-navigate', (details) => {
    if (!(details.isMainFrame && isAppUrl(details.url))) details.preventDefault();
  });
  contents.on('will-navigate', (details) => {
    if (!isAppUrl(details.url)) details.preventDefault();
  });
  contents.on('will-redirect', (details) => {
    if (!isAppUrl(details.url)) details.preventDefault();
  });
  contents.on('will-attach-webview', (event) => event.preventDefault());
  contents.setWindowOpenHandler(({ url }) => {
    openOutside(url);
    return { action: 'deny' };
  });
}
