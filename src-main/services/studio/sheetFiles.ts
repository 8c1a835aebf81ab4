import { readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { Grid, GridAxis } from '../../contract/grids.ts';
import { readPngText, withPngText } from '../../core/diffusion/pngText.ts';
import { communityNames, type PartialRecipe, parseRecipe, RECIPE_KEYWORD } from '../../core/diffusion/recipe.ts';
import { writeFileAtomically } from '../../core/storage/files.ts';
import { posterSetter } from '../posterImages.ts';
import type { Stores } from '../stores.ts';
import { composeGridSheet } from './gridSheet.ts';
import { imageFileOf, imagesFolder, readImage } from './imageFiles.ts';

export interface Sheet {
  readonly png: Uint8Array;
  readonly width: number;
  readonly height: number;
}

/**
 * One labelled sheet of the pictures of a grid. @param cells PNG files with their recipes, row after row
 * @param recipe whether the sheet's file says what its pictures have in common and in what they differ
 */
export async function sheetOf(
  grid: Grid,
  cells: readonly Uint8Array[],
  { resourcesDir, recipe }: { readonly resourcesDir: string; readonly recipe: boolean },
): Promise<Sheet> {
  const text = readPngText(cells[0]!, RECIPE_KEYWORD) ?? '';
  const common = parseRecipe(text);
  const setter = posterSetter(resourcesDir);
  const title = [common.prompt ?? '', (common.genres ?? []).join(', '), common.decade === undefined ? '' : `${common.decade}s`];
  const content = { grid, cells, title: title.filter((part) => part !== '').join(', '), facts: factsOf(common, grid) };
  const sheet = await composeGridSheet(content, setter);
  if (!recipe || text === '') return sheet;
  return {
    ...sheet,
    png: withPngText(sheet.png, RECIPE_KEYWORD, `${text}, Script: X/Y grid, ${axisText('X', grid.x)}, ${axisText('Y', grid.y)}`),
  };
}

/** Composes the finished pictures of a batch and takes the sheet into the gallery; one that is there already is left as it is. */
export async function keepSheet(
  { person: { images }, dataDir }: Stores,
  resourcesDir: string,
  { batchId, grid, filmId }: { readonly batchId: string; readonly grid: Grid; readonly filmId: number | null },
): Promise<void> {
  const imageId = `${batchId}-sheet`;
  if (images.get(imageId) !== null) return;
  const folder = imagesFolder(dataDir);
  const files = Array.from({ length: grid.x.values.length * grid.y.values.length }, (_, n) => join(folder, imageFileOf(batchId, n)));
  const { png, width, height } = await sheetOf(
    grid,
    files.map((file) => readFileSync(file)),
    { resourcesDir, recipe: true },
  );
  const file = `${imageId}.png`;
  writeFileAtomically(join(folder, file), [png]);
  const common = readImage(files[0]!);
  if (common === null) return;
  const createdAt = Math.round(statSync(join(folder, file)).mtimeMs);
  images.add({ ...common, imageId, batchId, file, createdAt, width, height, filmId, ms: null, grid });
}

/** What the pictures share, in the order in which one looks for it. */
function factsOf({ seed, steps, guidance, sampler, model, negativePrompt = '' }: PartialRecipe, { x, y }: Grid): string {
  const says = (axis: GridAxis['axis'], words: string | undefined): string[] =>
    words === undefined || x.axis === axis || y.axis === axis ? [] : [words];
  return [
    ...says('seed', seed === undefined ? undefined : `Seed ${seed}`),
    ...says('steps', steps === undefined ? undefined : stepWords(steps)),
    ...says('guidance', guidance === undefined ? undefined : `guidance ${guidance}`),
    ...says('sampler', sampler === undefined ? undefined : communityNames[sampler]),
    ...(model === undefined ? [] : [`painter ${model}`]),
    ...(negativePrompt === '' ? [] : [`away from ${negativePrompt}`]),
  ].join(', ');
}

const axisText = (name: string, { axis, values }: GridAxis): string => `${name} type: ${axis}, ${name} values: ${values.join(' | ')}`;

export const stepWords = (steps: number): string => (steps === 1 ? '1 step' : `${steps} steps`);
