import { closeSync, fsyncSync, mkdirSync, openSync, renameSync, rmSync, statfsSync, statSync, writeSync } from 'node:fs';
import { dirname } from 'node:path';
import { DomainError } from '../base/errors.ts';
import { ignoreProgress, type ReportProgress, throwIfCancelled } from '../base/progress.ts';
import { syncFolder } from './files.ts';
import { hashOfFile } from './modelHub.ts';

export interface DownloadOptions {
  readonly url: string;
  /** Where the file shall stand; until it is whole it grows beside it as `.part`. */
  readonly path: string;
  readonly sizeBytes: number;
  readonly sha256: string;
  readonly signal?: AbortSignal;
  readonly reportProgress?: ReportProgress;
  /** Silence after which the source counts as gone. */
  readonly stallMs?: number;
  /** Bytes free on the disk of a folder; a parameter for tests. */
  readonly freeBytes?: (folder: string) => number;
}

const partOf = (path: string): string => `${path}.part`;

/** Bytes of this file that an interrupted download left, to go on from. */
export const receivedBytes = ({ path }: Pick<DownloadOptions, 'path'>): number =>
  statSync(partOf(path), { throwIfNoEntry: false })?.size ?? 0;

/**
 * Fetches one file whose size and SHA-256 are known, if it is not there yet: resumes by Range where the source can, checks, then renames. Whatever happens, `path` holds
 * the whole right file or nothing.
 * @throws DomainError 'network-failed', 'data-invalid', 'storage-failed' or 'cancelled'; all but a wrong file keep what was received
 */
export async function downloadFile(options: DownloadOptions): Promise<void> {
  const { path, sizeBytes, sha256, signal } = options;
  throwIfCancelled(signal);
  mkdirSync(dirname(path), { recursive: true });
  if (statSync(path, { throwIfNoEntry: false })?.size === sizeBytes && (await hashOfFile(path, signal)) === sha256) return;
  if (receivedBytes(options) > sizeBytes) rmSync(partOf(path), { force: true });
  checkFreeSpace(options);
  if (receivedBytes(options) < sizeBytes) await receive(options);
  if ((await hashOfFile(partOf(path), signal)) !== sha256) {
    rmSync(partOf(path), { force: true });
    throw new DomainError(
      'data-invalid',
      `The file from ${hostOf(options.url)} is not the one that Marquee knows (its checksum differs), so it was removed. Try again later, or use a folder that you have.`,
      { url: options.url },
    );
  }
  renameSync(partOf(path), path);
  syncFolder(dirname(path));
}

async function receive(options: DownloadOptions): Promise<void> {
  const { url, path, sizeBytes, signal, reportProgress = ignoreProgress, stallMs = 30_000 } = options;
  const watch = watchForStalls(signal, stallMs);
  const from = receivedBytes(options);
  let file: number | null = null;
  try {
    const response = await fetch(url, { signal: watch.signal, ...(from > 0 ? { headers: { range: `bytes=${from}-` } } : {}) });
    checkResponse(response, options, from);
    // A source that cannot resume answers 200: begin anew.
    const isResumed = response.status === 206;
    let received = isResumed ? from : 0;
    file = openSync(partOf(path), isResumed ? 'a' : 'w');
    for await (const chunk of response.body ?? []) {
      watch.heard();
      received += chunk.length;
      if (received > sizeBytes) throw wrongSize(options, received);
      for (let written = 0; written < chunk.length; ) written += writeSync(file, chunk, written);
      reportProgress({ phase: 'Downloading', done: received, total: sizeBytes, unit: 'bytes' });
    }
    if (received < sizeBytes) throw new Error(`the connection ended after ${received} of ${sizeBytes} bytes`);
    fsyncSync(file);
  } catch (error) {
    throw explain(error, options, watch.isStalled());
  } finally {
    watch.stop();
    if (file !== null) closeSync(file);
  }
}

function checkResponse(response: Response, options: DownloadOptions, from: number): void {
  const host = hostOf(options.url);
  const { protocol, hostname } = new URL(response.url);
  if (protocol !== 'https:' && hostname !== '127.0.0.1')
    throw new DomainError('network-failed', `${host} sent Marquee to an address without encryption, so nothing was downloaded.`, { host });
  if (response.status === 404 || response.status === 410)
    throw new DomainError(
      'network-failed',
      `${host} no longer has this file (status ${response.status}). Use a folder that you have, or a newer Marquee.`,
      {
        status: response.status,
      },
    );
  if (response.status === 206) {
    const range = /^bytes (\d+)-\d+\/(\d+|\*)$/.exec(response.headers.get('content-range') ?? '');
    if (range === null || Number(range[1]) !== from || (range[2] !== '*' && Number(range[2]) !== options.sizeBytes))
      throw wrongSize(options, null);
    return;
  }
  if (response.status === 416) throw wrongSize(options, null);
  if (response.status !== 200)
    throw new DomainError(
      'network-failed',
      `${host} answered with status ${response.status} instead of the file. Try again later; what was received is kept.`,
      {
        status: response.status,
      },
    );
  const announced = response.headers.get('content-length');
  if (announced !== null && !response.headers.has('content-encoding') && Number(announced) !== options.sizeBytes)
    throw wrongSize(options, Number(announced));
}

/** Nothing of such a file is worth keeping. */
function wrongSize({ url, path, sizeBytes }: DownloadOptions, size: number | null): DomainError {
  rmSync(partOf(path), { force: true });
  return new DomainError(
    'data-invalid',
    `${hostOf(url)} offers a file of another size than the one that Marquee knows (${sizeBytes} bytes), so it was not taken. Use a folder that you have, or a newer Marquee.`,
    { url, sizeBytes, size },
  );
}

function checkFreeSpace(options: DownloadOptions): void {
  const { path, sizeBytes, freeBytes = freeBytesOf } = options;
  const needed = sizeBytes - receivedBytes(options);
  const free = freeBytes(dirname(path));
  if (free < needed + 16 * 1024 * 1024)
    throw new DomainError(
      'storage-failed',
      `The disk has ${Math.floor(free / 1e6)} MB free and the download needs ${Math.ceil(needed / 1e6)} MB. Free some space, then try again.`,
      { free, needed },
    );
}

/** Bytes that may still be written where this folder lies. */
export function freeBytesOf(folder: string): number {
  const { bavail, bsize } = statfsSync(folder);
  return bavail * bsize;
}

function explain(error: unknown, { url, signal }: DownloadOptions, isStalled: boolean): DomainError {
  if (error instanceof DomainError) return error;
  if (signal?.aborted)
    return new DomainError('cancelled', 'The download was stopped; what was received is kept, and goes on from there next time.');
  const host = hostOf(url);
  if (isStalled)
    return new DomainError(
      'network-failed',
      `${host} stopped sending. Try again: the download goes on from where it is.`,
      { host },
      { cause: error },
    );
  const code = codeOf(error);
  if (code === 'ENOSPC' || code === 'EDQUOT')
    return new DomainError(
      'storage-failed',
      'The disk is full. Free some space, then try again: the download goes on from where it is.',
      {},
      { cause: error },
    );
  if (code === 'EACCES' || code === 'EROFS' || code === 'EIO')
    return new DomainError(
      'storage-failed',
      `The file could not be written (${code}). Check the permissions of the data folder.`,
      {},
      { cause: error },
    );
  const offline = code === 'ENOTFOUND' || code === 'EAI_AGAIN' || code === 'ECONNREFUSED' || code === 'ENETUNREACH';
  const why = offline ? `${host} cannot be reached; is this computer online?` : `The connection to ${host} broke off.`;
  return new DomainError(
    'network-failed',
    `${why} Try again: the download goes on from where it is.`,
    { host, code: code ?? null },
    { cause: error },
  );
}

/** The system's name of a fault, wherever fetch has wrapped it. */
function codeOf(error: unknown): string | undefined {
  for (let fault = error; fault instanceof Error; fault = fault.cause)
    if ('code' in fault && typeof fault.code === 'string') return fault.code;
  return undefined;
}

const hostOf = (url: string): string => new URL(url).host;

/** A signal that is raised with the caller's, or after `stallMs` without `heard`. */
function watchForStalls(signal: AbortSignal | undefined, stallMs: number) {
  const controller = new AbortController();
  let stalled = false;
  let timer: NodeJS.Timeout;
  const arm = (): void => {
    timer = setTimeout(() => {
      stalled = true;
      controller.abort();
    }, stallMs);
  };
  arm();
  const follow = (): void => controller.abort();
  signal?.addEventListener('abort', follow, { once: true });
  return {
    signal: controller.signal,
    isStalled: () => stalled,
    heard() {
      clearTimeout(timer);
      arm();
    },
    stop() {
      clearTimeout(timer);
      signal?.removeEventListener('abort', follow);
    },
  };
}
