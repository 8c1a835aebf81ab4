import { foundRecipeSchema, type FoundRecipe, startSchema } from '../../contract/images.ts';
import { SEED_COUNT } from '../../contract/pictures.ts';
import { DomainError } from '../../core/base/errors.ts';
import { readPngText } from '../../core/diffusion/pngText.ts';
import { parseRecipe, type PartialRecipe, RECIPE_KEYWORD } from '../../core/diffusion/recipe.ts';

/**
 * The recipe that a PNG of unknown origin holds. A part that is out of our bounds is left out, not the whole recipe; other tools have longer seeds, and
 * of these the last 31 bits are taken, so that the same file always gives the same pictures here. @throws DomainError 'data-invalid', 'not-found'
 */
export function recipeOf(png: Uint8Array): FoundRecipe {
  const text = readPngText(png, RECIPE_KEYWORD);
  if (text === null)
    throw new DomainError('not-found', 'This picture holds no recipe; only pictures that were painted with one can be read back.');
  const found = parseRecipe(text);
  const { shape } = foundRecipeSchema;
  const sound = <K extends Exclude<keyof FoundRecipe, 'seedInFile'>>(name: K, otherwise: FoundRecipe[K]): FoundRecipe[K] => {
    const parsed = shape[name].safeParse(found[name]);
    return parsed.success ? (parsed.data as FoundRecipe[K]) : otherwise;
  };
  return {
    prompt: sound('prompt', ''),
    negativePrompt: sound('negativePrompt', ''),
    genres: sound('genres', []),
    decade: sound('decade', null),
    seed: found.seed === undefined ? null : found.seed % SEED_COUNT,
    seedInFile: found.seed !== undefined && found.seed >= SEED_COUNT ? found.seed : null,
    steps: sound('steps', null),
    guidance: sound('guidance', null),
    guidanceInterval: sound('guidanceInterval', null),
    start: startOf(found.start),
    sampler: sound('sampler', null),
    model: sound('model', null),
  };
}

function startOf(start: PartialRecipe['start']): FoundRecipe['start'] {
  const parsed = startSchema.safeParse({ startId: start?.hash, strength: start?.strength });
  return parsed.success ? parsed.data : null;
}
