import { randomUUID } from 'node:crypto';
import { join, parse } from 'node:path';
import type { Brought } from '../../../contract/comparisons.ts';
import { DomainError } from '../../../core/base/errors.ts';
import { readPngText } from '../../../core/diffusion/pngText.ts';
import { parseRecipe, RECIPE_KEYWORD } from '../../../core/diffusion/recipe.ts';
import { writeFileAtomically } from '../../../core/storage/files.ts';
import { pictureFiles } from '../../../core/storage/import/pictureFiles.ts';
import type { ComparisonRepository, StoredComparison, StoredEntrant } from '../../../core/storage/person/comparisons.ts';
import { promptOfText, promptsOfNames } from './matchPrompts.ts';

/** Longer ones are shrunk: more is not shown, and the size would tell who made them. */
const LONGEST_SIDE = 1024;
const MAX_BYTES = 64 * 1024 * 1024;
const MOST_FILES = 2_000;
const isPicture = /\.(webp|jpe?g|png)$/i;

/** Where the pictures of comparisons lie. */
export const comparisonsFolder = (dataDir: string): string => join(dataDir, 'comparisons');
export const entrantFolder = (dataDir: string, { comparisonId, entrantId }: Pick<StoredEntrant, 'comparisonId' | 'entrantId'>): string =>
  join(comparisonsFolder(dataDir), comparisonId, entrantId);
/** Name of a picture below the folder of comparisons; reading a folder by name gives the order of the prompts. */
export const pictureFileOf = ({ comparisonId, entrantId }: Pick<StoredEntrant, 'comparisonId' | 'entrantId'>, prompt: number): string =>
  join(comparisonId, entrantId, `${String(prompt + 1).padStart(3, '0')}.png`);

export interface BroughtFile {
  readonly fileName: string;
  read(): Promise<Uint8Array> | Uint8Array;
  /** Words beside the picture that say what it shows. */
  readonly caption: string | null;
}

/** Names of the pictures of a folder or tar. @throws DomainError 'not-found', 'data-invalid' where there are none, 'too-large' */
export async function namesInFolder(path: string): Promise<string[]> {
  const names: string[] = [];
  for await (const { name } of pictureFiles(path)) if (isPicture.test(name)) names.push(name);
  if (names.length === 0)
    throw new DomainError('data-invalid', `There is no PNG, JPEG or WebP picture in ${path}; choose another folder.`, { path });
  if (names.length > MOST_FILES)
    throw new DomainError(
      'too-large',
      `There are ${names.length} pictures in ${path}, more than the ${MOST_FILES} of a comparison; choose a folder with fewer.`,
      {
        path,
      },
    );
  return names;
}

/** The pictures of a folder or tar, one at a time. @param captions words beside them, by name without its ending */
export async function* filesOfFolder(path: string, captions: Readonly<Record<string, string>>): AsyncGenerator<BroughtFile> {
  for await (const { name, sizeBytes, read } of pictureFiles(path)) {
    if (!isPicture.test(name)) continue;
    const caption = captions[parse(name).name] ?? null;
    yield { fileName: name, caption, read: () => (sizeBytes > MAX_BYTES ? tooLarge() : read()) };
  }
}

/**
 * Takes pictures of unknown origin into a comparison, each decoded and written anew: only pixels come in. A file that is no picture, or for no prompt, is
 * refused with its reason, and the others are taken all the same. @param names of all that is brought
 */
export async function bringPictures(
  repository: ComparisonRepository,
  dataDir: string,
  comparison: StoredComparison,
  entrant: StoredEntrant,
  files: AsyncIterable<BroughtFile> | Iterable<BroughtFile>,
  names: readonly string[],
): Promise<Brought> {
  const { prompts } = comparison;
  const byName = promptsOfNames(names, prompts);
  const refused: Brought['refused'] = [];
  let taken = 0;
  for await (const file of files) {
    try {
      const bytes = await file.read();
      const recipe = promptInRecipe(bytes);
      const prompt = promptOfText(recipe, prompts) ?? promptOfText(file.caption, prompts) ?? byName.get(file.fileName) ?? null;
      if (prompt === null)
        throw new DomainError(
          'invalid-input',
          `It cannot be told which prompt it is for; call it 1 to ${prompts.length} in the order of the prompts.`,
        );
      const { png, width, height } = await cleanPicture(bytes);
      const name = pictureFileOf(entrant, prompt);
      const isThere = repository
        .pictures(comparison.comparisonId)
        .some((one) => one.entrantId === entrant.entrantId && one.prompt === prompt);
      if (isThere) throw new DomainError('conflict', `There is a picture for prompt ${prompt + 1} already.`);
      writeFileAtomically(join(comparisonsFolder(dataDir), name), [png]);
      repository.addPicture({ pictureId: randomUUID(), entrantId: entrant.entrantId, prompt, file: name, width, height, ms: null });
      taken++;
    } catch (error) {
      if (!(error instanceof DomainError)) throw error;
      refused.push({ file: file.fileName, why: error.message });
    }
  }
  return { entrantId: entrant.entrantId, taken, refused };
}

function tooLarge(): never {
  throw new DomainError('too-large', 'This picture is larger than 64 MiB; save it smaller and try again.');
}

/** Only a PNG can hold a recipe; a damaged one says what is wrong when it is decoded. */
function promptInRecipe(bytes: Uint8Array): string | null {
  try {
    const text = readPngText(bytes, RECIPE_KEYWORD);
    return text === null ? null : (parseRecipe(text).prompt ?? null);
  } catch (error) {
    if (error instanceof DomainError) return null;
    throw error;
  }
}

/** Pixels alone, at most 1024 along the longer side. @throws DomainError 'too-large', 'data-invalid' */
async function cleanPicture(bytes: Uint8Array): Promise<{ png: Uint8Array; width: number; height: number }> {
  // Loaded when it is first asked for: sharp costs time at the start.
  const { decodeImage, decodePlanes, encodePng } = await import('../../../core/diffusion/imageCodec.ts');
  const whole = await decodeImage(bytes);
  const factor = Math.min(1, LONGEST_SIDE / Math.max(whole.width, whole.height));
  if (factor === 1) return { png: await encodePng(whole), width: whole.width, height: whole.height };
  const [width, height] = [Math.max(1, Math.round(whole.width * factor)), Math.max(1, Math.round(whole.height * factor))];
  const planes = await decodePlanes(bytes, width, height);
  const pixels = new Uint8Array(planes.length);
  for (let i = 0; i < width * height; i++) for (let c = 0; c < 3; c++) pixels[3 * i + c] = planes[c * width * height + i]!;
  return { png: await encodePng({ width, height, pixels }), width, height };
}
