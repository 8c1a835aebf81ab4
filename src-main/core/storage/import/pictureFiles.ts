import { readdirSync, readFileSync, statSync } from 'node:fs';
import { basename, join } from 'node:path';
import { pipeline, Readable } from 'node:stream';
import { extract } from 'tar-stream';
import { DomainError } from '../../base/errors.ts';
import { fileSource } from './byteSource.ts';

export interface PictureFile {
  /** Base name; folders inside a tar play no part and nothing is ever written under this name. */
  readonly name: string;
  readonly sizeBytes: number;
  read(): Promise<Uint8Array> | Uint8Array;
}

/** The files of a folder, by name, or of a tar (gzipped or not), in its order. @throws DomainError 'not-found', 'data-invalid' */
export function pictureFiles(path: string): AsyncGenerator<PictureFile> {
  const stats = statSync(path, { throwIfNoEntry: false });
  if (stats === undefined) throw new DomainError('not-found', `There are no posters at ${path}. Check the spelling.`, { path });
  return stats.isDirectory() ? folderFiles(path) : tarFiles(path);
}

async function* folderFiles(folder: string): AsyncGenerator<PictureFile> {
  for (const name of readdirSync(folder).sort()) {
    const path = join(folder, name);
    const stats = statSync(path, { throwIfNoEntry: false });
    if (stats?.isFile()) yield { name, sizeBytes: stats.size, read: () => readFileSync(path) };
  }
}

async function* tarFiles(path: string): AsyncGenerator<PictureFile> {
  const entries = extract();
  const bytes = Readable.from(fileSource(path, basename(path)).open(), { objectMode: false });
  let failure: unknown = null;
  pipeline(bytes, entries, (error) => {
    failure ??= error;
  });
  try {
    for await (const entry of entries) {
      const { type, size, name } = entry.header;
      if (type === 'file') {
        yield {
          name: basename(name),
          sizeBytes: size,
          read: async () => {
            const parts: Uint8Array[] = [];
            for await (const part of entry as AsyncIterable<Uint8Array>) parts.push(part);
            return Buffer.concat(parts);
          },
        };
      }
      // Passes over what nobody read.
      entry.resume();
    }
  } catch (error) {
    failure = error;
  }
  if (failure instanceof DomainError) throw failure;
  if (failure instanceof Error) {
    throw new DomainError(
      'data-invalid',
      `${basename(path)} is no whole tar file (${failure.message}). Fetch it again.`,
      { file: path },
      { cause: failure },
    );
  }
}
