import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';

const indexSchema = z.array(z.object({ name: z.string(), licence: z.string(), file: z.string().optional(), text: z.string().optional() }));

interface Licence {
  name: string;
  licence: string;
  text: string;
}

/**
 * Every licence text that ships with the app. `licences/index.json` names what it covers; a text file below `licences`
 * that the index does not name stands under its own name, so that none can be forgotten.
 */
export async function readLicences(resourcesDir: string): Promise<Licence[]> {
  const folder = join(resourcesDir, 'licences');
  const files = (await listFiles(folder)).sort();
  const index = files.includes('index.json') ? indexSchema.parse(JSON.parse(await readFile(join(folder, 'index.json'), 'utf8'))) : [];
  const named = await Promise.all(
    index.map(async ({ name, licence, file, text }): Promise<Licence> => {
      return { name, licence, text: text ?? (file === undefined ? '' : await readFile(join(resourcesDir, file), 'utf8')) };
    }),
  );
  const covered = new Set(index.map(({ file }) => file));
  const others = files.filter((file) => file.endsWith('.txt') && !covered.has(`licences/${file}`));
  const unnamed = await Promise.all(
    others.map(async (file): Promise<Licence> => {
      const text = await readFile(join(folder, file), 'utf8');
      const name = file
        .split('/')
        .at(-1)!
        .replace(/\.txt$/, '');
      return {
        name: name.replace(/-OFL$/, '').replaceAll('-', ' '),
        licence: name.endsWith('-OFL') ? 'SIL Open Font License 1.1' : 'see text',
        text,
      };
    }),
  );
  return [...named, ...unnamed].sort((a, b) => a.name.localeCompare(b.name, 'en', { sensitivity: 'base' }));
}

async function listFiles(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { withFileTypes: true, recursive: true }).catch(() => []);
  return entries
    .filter((entry) => entry.isFile())
    .map((entry) =>
      join(entry.parentPath, entry.name)
        .slice(folder.length + 1)
        .replaceAll('\\', '/'),
    );
}
