/** The one origin that the window shows. */
export const APP_SCHEME = 'app';
export const APP_ORIGIN = 'app://bundle';
export const APP_URL = `${APP_ORIGIN}/index.html`;

/** The parts of Electron's WebFrameMain that are looked at. */
interface FrameLike {
  readonly url: string;
  readonly parent: unknown;
  readonly detached?: boolean;
  isDestroyed?(): boolean;
}

/** True for URLs of the app's own page: scheme and host exactly ours, no user, no port. */
export function isAppUrl(url: string): boolean {
  if (!URL.canParse(url)) return false;
  const { protocol, host, username, password } = new URL(url);
  return protocol === `${APP_SCHEME}:` && host === 'bundle' && username === '' && password === '';
}

/**
 * Whether a message comes from the top frame of our own window, showing our own page. A subframe, a frame that is gone and
 * any other origin are refused, however alike they look.
 */
export function isTrustedSender(frame: FrameLike | null, mainFrame: unknown): boolean {
  if (frame === null || frame !== mainFrame) return false;
  if (frame.isDestroyed?.() === true || frame.detached === true) return false;
  return frame.parent === null && isAppUrl(frame.url);
}
