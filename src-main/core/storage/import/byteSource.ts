import { createReadStream, openSync, readSync, closeSync, statSync } from 'node:fs';
import type { Readable } from 'node:stream';
import { pipeline } from 'node:stream';
import { createGunzip } from 'node:zlib';
import { DomainError } from '../../base/errors.ts';

/** One file to import, wherever it lies; `open` gives its inflated bytes and may be called more than once. */
export interface ByteSource {
  /** As the person sees it, relative to what was given. */
  readonly name: string;
  /** Inflated size; an estimate for gzip. */
  readonly sizeBytes: number;
  open(): AsyncIterable<Uint8Array>;
}

export const CHUNK_BYTES = 262_144;
/** A file that inflates more than this is a bomb: ratings deflate by 4 to 8, plain zeros by 1,000. */
export const MAX_INFLATION = 200;
const INFLATION_GRACE_BYTES = 16 * 1024 * 1024;
export const MAX_IMPORT_BYTES = 64 * 1024 ** 3;

export function fileSource(path: string, name: string): ByteSource {
  const compressedBytes = statSync(path).size;
  const isGzip = compressedBytes >= 18 && startsWithGzipMagic(firstBytes(path, 3));
  return {
    name,
    sizeBytes: isGzip ? gzipSize(path, compressedBytes) : compressedBytes,
    open: () => inflated(createReadStream(path, { highWaterMark: CHUNK_BYTES }), isGzip, name, compressedBytes),
  };
}

export function startsWithGzipMagic(bytes: Uint8Array): boolean {
  return bytes[0] === 0x1f && bytes[1] === 0x8b && bytes[2] === 8;
}

/** Bytes of a stream, gunzipped where they are gzip, with every fault of the stream turned into a sentence. */
export async function* inflated(stream: Readable, isGzip: boolean, name: string, compressedBytes: number): AsyncGenerator<Uint8Array> {
  // `pipeline` destroys both ends when either fails or the reader stops early.
  const bytes: Readable = isGzip ? pipeline(stream, createGunzip({ chunkSize: CHUNK_BYTES }), () => undefined) : stream;
  let total = 0;
  try {
    for await (const chunk of bytes as AsyncIterable<Uint8Array>) {
      total += chunk.length;
      assertNoBomb(name, total, compressedBytes);
      yield chunk;
    }
  } catch (error) {
    throw readError(name, error);
  } finally {
    bytes.destroy();
    stream.destroy();
  }
}

/** @throws DomainError 'too-large' once the bytes really inflated pass the limits; what a header declares plays no part. */
export function assertNoBomb(name: string, inflatedBytes: number, compressedBytes: number): void {
  const ratio = inflatedBytes / Math.max(1, compressedBytes);
  if (inflatedBytes > MAX_IMPORT_BYTES || (inflatedBytes > INFLATION_GRACE_BYTES && ratio > MAX_INFLATION)) {
    throw new DomainError(
      'too-large',
      `${name} inflates to more than ${MAX_INFLATION} times its size, which no ratings do; it was not imported. Fetch the file again from its source.`,
      { file: name, inflatedBytes, compressedBytes },
    );
  }
}

function readError(name: string, error: unknown): unknown {
  if (error instanceof DomainError || !(error instanceof Error)) return error;
  const code = (error as NodeJS.ErrnoException).code ?? '';
  if (
    code.startsWith('Z_') ||
    /inflate|stored block|distance|invalid|unexpected end|checksum|too many bytes|not enough bytes/i.test(error.message)
  ) {
    return new DomainError(
      'data-invalid',
      `${name} is damaged or cut short (${error.message}); nothing was imported. Fetch the file again.`,
      { file: name },
      { cause: error },
    );
  }
  if (code !== '') {
    return new DomainError(
      'storage-failed',
      `${name} could not be read (${code}); nothing was imported. Check the file and its permissions.`,
      { file: name, code },
      { cause: error },
    );
  }
  return error;
}

function firstBytes(path: string, length: number): Uint8Array {
  return bytesAt(path, length, 0);
}

function bytesAt(path: string, length: number, position: number): Uint8Array {
  const descriptor = openSync(path, 'r');
  try {
    const bytes = new Uint8Array(length);
    return bytes.subarray(0, readSync(descriptor, bytes, 0, length, position));
  } finally {
    closeSync(descriptor);
  }
}

/** The last four bytes hold the inflated size modulo 2^32 (RFC 1952); only progress and the choice among files rely on it. */
function gzipSize(path: string, compressedBytes: number): number {
  const tail = bytesAt(path, 4, compressedBytes - 4);
  const size = new DataView(tail.buffer, tail.byteOffset, 4).getUint32(0, true);
  // Only a tiny file is larger once compressed; else the last part of several was seen, or the size passed 2^32.
  const plausible = (size >= compressedBytes || compressedBytes < 65_536) && size < compressedBytes * MAX_INFLATION;
  return plausible ? size : compressedBytes * 4;
}

/** The first bytes of a source, for telling what it is. */
export async function readHead(source: ByteSource, length: number): Promise<{ head: Uint8Array; isWhole: boolean }> {
  const parts: Uint8Array[] = [];
  let total = 0;
  for await (const chunk of source.open()) {
    parts.push(chunk);
    total += chunk.length;
    if (total >= length) break;
  }
  return { head: new Uint8Array(Buffer.concat(parts).subarray(0, length)), isWhole: total < length };
}
