import { randomBytes } from 'node:crypto';
import type { CustomScheme, Protocol } from 'electron';
import { contentSecurityPolicy, securityHeaders } from '../shared/securityHeaders.ts';
import { readShellFile } from '../shared/staticShell.ts';
import { APP_SCHEME, isAppUrl } from './trustedSender.ts';

export interface MediaFile {
  readonly bytes: Uint8Array;
  readonly mediaType: string;
}

export interface AppProtocolOptions {
  /** Folder of the built renderer. */
  readonly shellDir: string;
  /** An image by its id, null where there is none. */
  readonly media: (imageId: string) => Promise<MediaFile | null>;
}

/**
 * To be registered before the app is ready. `standard` gives the page an origin of its own and relative URLs; neither
 * service workers nor CORS are asked for.
 */
export const appScheme: CustomScheme = {
  scheme: APP_SCHEME,
  privileges: { standard: true, secure: true, supportFetchAPI: true, stream: true },
};

const IMAGE_TYPES: ReadonlySet<string> = new Set(['image/webp', 'image/jpeg', 'image/png']);

/** Answers `app://bundle/...`: the built page, and images of the data sets under `/media/<id>`, as the browser host does. */
export function createAppProtocolHandler(options: AppProtocolOptions): Parameters<Protocol['handle']>[1] {
  const { shellDir, media } = options;

  function answer(status: number, headers: Record<string, string>, body: ConstructorParameters<typeof Response>[0]): Response {
    return new Response(body, {
      status,
      headers: { 'Content-Security-Policy': contentSecurityPolicy(null), 'Cache-Control': 'no-store', ...securityHeaders, ...headers },
    });
  }
  const notFound = (): Response => answer(404, { 'Content-Type': 'text/plain; charset=utf-8' }, 'Not found');

  return async (request) => {
    if (!isAppUrl(request.url)) return notFound();
    if (request.method !== 'GET' && request.method !== 'HEAD') return answer(405, { Allow: 'GET, HEAD' }, null);
    const { pathname } = new URL(request.url);
    if (pathname.startsWith('/media/')) {
      const imageId = pathname.slice('/media/'.length);
      const file = /^[\w.-]{1,128}$/.test(imageId) ? await media(imageId) : null;
      if (file === null || !IMAGE_TYPES.has(file.mediaType)) return notFound();
      return answer(200, { 'Content-Type': file.mediaType, 'Cache-Control': 'private, max-age=3600' }, new Uint8Array(file.bytes));
    }
    const file = await readShellFile(shellDir, pathname);
    if (file === null) return notFound();
    if (!file.isPage) return answer(200, { 'Content-Type': file.contentType }, new Uint8Array(file.bytes));
    const nonce = randomBytes(16).toString('base64');
    const page = file.bytes
      .toString('utf8')
      .replace(/<meta property="csp-nonce"[^>]*>/, `<meta property="csp-nonce" nonce="${nonce}" content="${nonce}">`);
    return answer(200, { 'Content-Type': file.contentType, 'Content-Security-Policy': contentSecurityPolicy(nonce) }, page);
  };
}
