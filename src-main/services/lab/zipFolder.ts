import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { buffer } from 'node:stream/consumers';
import { ZipFile } from 'yazl';

/** The files of a folder as a zip, under one folder of the given name. Links and folders within are left out. */
export async function zipFolder(folder: string, name: string): Promise<Buffer> {
  const zip = new ZipFile();
  for (const entry of readdirSync(folder, { withFileTypes: true }).sort((a, b) => (a.name < b.name ? -1 : 1))) {
    // A fixed time, so that the same model makes the same archive.
    if (entry.isFile()) zip.addFile(join(folder, entry.name), `${name}/${entry.name}`, { mtime: new Date(Date.UTC(2000, 0, 1)) });
  }
  zip.end();
  return await buffer(zip.outputStream);
}
