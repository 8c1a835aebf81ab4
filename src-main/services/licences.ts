import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';

const indexSchema = z.object({
  texts: z.array(z.string()),
  entries: z.array(z.object({ name: z.string(), licence: z.string(), text: z.number().int() })),
});

interface Licence {
  name: string;
  licence: string;
  text: string;
}

/**
 * Every licence text that ships with the app: those of `licences/index.json`, made by test/generate/licences.ts from the
 * packages that are bundled, and every text file beside it under its own name, so that none can be forgotten.
 */
export async function readLicences(resourcesDir: string): Promise<Licence[]> {
  const folder = join(resourcesDir, 'licences');
  const files = (await listFiles(folder)).sort();
  const { texts, entries } = indexSchema.parse(JSON.parse(await readFile(join(folder, 'index.json'), 'utf8')));
  const named = entries.map(({ name, licence, text }): Licence => ({ name, licence, text: texts[text] ?? '' }));
  const unnamed = await Promise.all(
    files
      .filter((file) => file.endsWith('.txt'))
      .map(async (file): Promise<Licence> => {
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
