import { closeSync, openSync, readSync } from 'node:fs';
import { type Entry, openPromise, type ZipFile } from 'yauzl';
import { DomainError } from '../../base/errors.ts';
import { type ByteSource, inflated, startsWithGzipMagic } from './byteSource.ts';
import type { ImportSources } from './importSources.ts';

const MAX_ENTRIES = 1000;
const UNIX_FILE_TYPE = 0o170000;
const UNIX_LINK = 0o120000;

/** Told by the signature of its first local header (or of an empty archive). */
export function isZip(path: string): boolean {
  const descriptor = openSync(path, 'r');
  try {
    const bytes = Buffer.alloc(4);
    readSync(descriptor, bytes, 0, 4, 0);
    const signature = bytes.readUInt32LE(0);
    return signature === 0x04034b50 || signature === 0x06054b50;
  } finally {
    closeSync(descriptor);
  }
}

/**
 * Opens a zip for reading its entries in place: nothing is ever extracted, and entry names are shown but never used as paths. Names that lead
 * outside (zip slip), links and encrypted entries are refused or passed over; inflated bytes are counted while they come.
 * @throws DomainError 'data-invalid' or 'too-large'.
 */
export async function openZip(path: string): Promise<ImportSources> {
  let zip: ZipFile | undefined;
  try {
    zip = await openPromise(path, { autoClose: false, strictFileNames: false, validateEntrySizes: true });
    const opened = zip;
    const sources: ByteSource[] = [];
    const ignored: string[] = [];
    let count = 0;
    for await (const entry of opened.eachEntry()) {
      if (++count > MAX_ENTRIES) {
        throw new DomainError('too-large', `The zip ${path} holds more than ${MAX_ENTRIES} files. Choose the zip of one data set.`, {
          path,
        });
      }
      if (entry.fileName.endsWith('/')) continue;
      const isLink = ((entry.externalFileAttributes >>> 16) & UNIX_FILE_TYPE) === UNIX_LINK;
      if (isLink || entry.isEncrypted() || !entry.canDecodeFileData()) ignored.push(entry.fileName);
      else sources.push(await entrySource(opened, entry));
    }
    return { sources, ignored, close: () => opened.close() };
  } catch (error) {
    zip?.close();
    if (error instanceof DomainError) throw error;
    const reason = error instanceof Error ? error.message : String(error);
    throw new DomainError(
      'data-invalid',
      `The zip ${path} cannot be used (${reason}); nothing was imported. Fetch it again from its source.`,
      { path, reason },
      { cause: error },
    );
  }
}

async function entrySource(zip: ZipFile, entry: Entry): Promise<ByteSource> {
  const isGzip = startsWithGzipMagic(await firstBytes(zip, entry));
  return {
    name: entry.fileName,
    sizeBytes: isGzip ? entry.uncompressedSize * 4 : entry.uncompressedSize,
    open: () => openEntry(zip, entry, isGzip),
  };
}

async function* openEntry(zip: ZipFile, entry: Entry, isGzip: boolean): AsyncGenerator<Uint8Array> {
  const stream = await zip.openReadStreamPromise(entry);
  yield* inflated(stream, isGzip, entry.fileName, entry.compressedSize);
}

async function firstBytes(zip: ZipFile, entry: Entry): Promise<Uint8Array> {
  if (entry.uncompressedSize < 18) return new Uint8Array(0);
  for await (const chunk of openEntry(zip, entry, false)) return chunk.subarray(0, 3);
  return new Uint8Array(0);
}
