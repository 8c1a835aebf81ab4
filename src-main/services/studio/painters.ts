import { existsSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { Painter } from '../../contract/images.ts';
import { painterNameSchema } from '../../contract/pictures.ts';
import { DomainError } from '../../core/base/errors.ts';
import { ENLARGER_FOLDER, FEW_SUFFIX } from '../../core/storage/painterPaths.ts';

const SHIPPED_PREFIX = 'painter-';
const NO_PAINTER =
  'There is no painter yet: train one with "marquee train-images" on a folder of pictures, or put a trained one into the folder models/painters of your data.';

/** Who can paint here: what ships first, then one's own, the newest first. A folder without a stage is none. */
export function listPainters(dataDir: string, modelsDir: string): Painter[] {
  const own = foldersOf(join(dataDir, 'models', 'painters'))
    .toSorted((a, b) => b.changedAt - a.changedAt)
    .map(({ name, path }) => painterOf(name, path, 'trained'));
  const shipped = foldersOf(modelsDir)
    .filter(({ name }) => name.startsWith(SHIPPED_PREFIX))
    .map(({ name, path }) => painterOf(name.slice(SHIPPED_PREFIX.length), path, 'shipped'));
  const painters = [...shipped, ...own].filter((painter) => painter !== null);
  // One's own painter of the same name is used in place of the one that ships.
  return painters.filter(
    ({ name, origin }) => origin === 'trained' || !painters.some((other) => other.name === name && other.origin === 'trained'),
  );
}

/** @throws DomainError 'not-found' with the way out */
export function choosePainter(painters: readonly Painter[], name: string | null): Painter {
  const found = name === null ? painters[0] : painters.find((painter) => painter.name === name);
  if (found !== undefined) return found;
  if (name === null || painters.length === 0) throw new DomainError('not-found', NO_PAINTER);
  throw new DomainError(
    'not-found',
    `There is no painter "${name}"; choose ${painters.map((painter) => `"${painter.name}"`).join(' or ')}.`,
  );
}

interface Folder {
  readonly name: string;
  readonly path: string;
  readonly changedAt: number;
}

function foldersOf(path: string): Folder[] {
  if (!existsSync(path)) return [];
  return readdirSync(path, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => ({ name, path: join(path, name), changedAt: statSync(join(path, name)).mtimeMs }));
}

/** Each stage is a folder with the size of its pictures for a name. */
function painterOf(name: string, path: string, origin: Painter['origin']): Painter | null {
  const folders = foldersOf(path);
  const sizes = folders
    .map((stage) => /^(\d{1,4})x(\d{1,4})$/.exec(stage.name))
    .filter((match) => match !== null)
    .map(([, width, height]) => ({ width: Number(width), height: Number(height) }))
    .toSorted((a, b) => b.width - a.width);
  const [largest] = sizes;
  if (largest === undefined || !painterNameSchema.safeParse(name).success) return null;
  return {
    name,
    origin,
    ...largest,
    canEnlarge: folders.some((part) => part.name === ENLARGER_FOLDER),
    hasFewSteps: folders.some((part) => part.name.endsWith(FEW_SUFFIX)),
  };
}
