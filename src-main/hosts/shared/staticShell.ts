import { readFile, realpath } from 'node:fs/promises';
import { extname, join, sep } from 'node:path';

export interface ShellFile {
  readonly bytes: Buffer;
  readonly contentType: string;
  readonly cacheControl: string;
  readonly isPage: boolean;
}

const contentTypes: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.webmanifest': 'application/manifest+json',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.ico': 'image/x-icon',
  '.webp': 'image/webp',
  '.woff2': 'font/woff2',
  '.woff': 'font/woff',
  '.ttf': 'font/ttf',
  '.txt': 'text/plain; charset=utf-8',
};

/** A file of the built renderer by its URL path, or null. Paths that are no file are the app's own routes and get the page. */
export async function readShellFile(shellDir: string, urlPath: string): Promise<ShellFile | null> {
  const path = safePath(urlPath);
  if (path === null) return null;
  const extension = extname(path);
  if (path === '/' || extension === '') return await page(shellDir);
  const contentType = contentTypes[extension];
  if (contentType === undefined) return null;
  if (extension === '.html') return path === '/index.html' ? await page(shellDir) : null;
  const bytes = await readInside(shellDir, path);
  if (bytes === null) return null;
  // The bundler puts a hash of the content into the names below /assets.
  const cacheControl = path.startsWith('/assets/') ? 'public, max-age=31536000, immutable' : 'no-cache';
  return { bytes, contentType, cacheControl, isPage: false };
}

async function page(shellDir: string): Promise<ShellFile | null> {
  const bytes = await readInside(shellDir, '/index.html');
  return bytes === null ? null : { bytes, contentType: 'text/html; charset=utf-8', cacheControl: 'no-store', isPage: true };
}

/** The decoded path, or null where it is not a plain one: no dot segments, backslashes, control characters or double encodings. */
export function safePath(urlPath: string): string | null {
  let path: string;
  try {
    path = decodeURIComponent(urlPath.split(/[?#]/, 1)[0] ?? '');
  } catch {
    return null;
  }
  const hasControl = [...path].some((character) => character.charCodeAt(0) < 32);
  if (!path.startsWith('/') || hasControl || /[\\%:]|\/\//.test(path)) return null;
  return path.split('/').some((segment) => segment.startsWith('.')) ? null : path;
}

async function readInside(root: string, path: string): Promise<Buffer | null> {
  try {
    const realRoot = await realpath(root);
    const real = await realpath(join(realRoot, path));
    return real.startsWith(realRoot + sep) ? await readFile(real) : null;
  } catch {
    return null;
  }
}
