import { describe, expect, it } from 'vitest';
import { encodePng } from '../../../../src-main/core/diffusion/imageCodec.ts';
import { withPngText } from '../../../../src-main/core/diffusion/pngText.ts';
import { recipeOf } from '../../../../src-main/services/studio/foundRecipe.ts';

const plain = await encodePng({ width: 2, height: 3, pixels: new Uint8Array(18) });
const saying = (text: string): Uint8Array => withPngText(plain, 'parameters', text);

describe('a recipe from elsewhere', () => {
  it('is read as other tools write it', () => {
    const text =
      'a lighthouse, (fog:1.2)\nNegative prompt: blurry\nSteps: 30, Sampler: Euler, CFG scale: 7, Seed: 12, Size: 512x768, Model: other, Clip skip: 2';
    expect(recipeOf(saying(text))).toEqual({
      prompt: 'a lighthouse, (fog:1.2)',
      negativePrompt: 'blurry',
      genres: [],
      decade: null,
      seed: 12,
      seedInFile: null,
      steps: 30,
      guidance: 7,
      guidanceInterval: null,
      start: null,
      sampler: 'euler',
      model: 'other',
    });
  });

  it('gives longer seeds of other tools as their last 31 bits, and says what they were', () => {
    expect(recipeOf(saying('x\nSteps: 1, Seed: 4294967295'))).toMatchObject({ seed: 2_147_483_647, seedInFile: 4_294_967_295 });
    expect(recipeOf(saying('x\nSteps: 1, Seed: 2147483648'))).toMatchObject({ seed: 0, seedInFile: 2_147_483_648 });
    expect(recipeOf(saying('x\nSteps: 1, Seed: 2147483647'))).toMatchObject({ seed: 2_147_483_647, seedInFile: null });
    // Beyond what a number holds exactly there is nothing to take bits from.
    expect(recipeOf(saying('x\nSteps: 1, Seed: 18446744073709551615'))).toMatchObject({ seed: null, seedInFile: null });
  });

  it('leaves out what makes no sense here, part by part', () => {
    const text = `${'x'.repeat(5_000)}\nSteps: 999, Sampler: <img src=x onerror=alert(1)>, CFG scale: -3, Seed: NaN, Decade: 1965`;
    const found = recipeOf(saying(text));
    expect(found.prompt).toHaveLength(2_000);
    expect(found).toMatchObject({ steps: null, sampler: null, guidance: null, seed: null, decade: null });
  });

  it.each([
    ['a file without a recipe', plain, /holds no recipe/],
    ['no PNG at all', new TextEncoder().encode('GIF89a, and so on, far beyond the length of a header'), /no PNG/],
    ['nothing', new Uint8Array(), /no PNG/],
    ['a PNG cut off in its first chunk', plain.subarray(0, 20), /no PNG/],
    ['a PNG whose chunk is longer than the file', withLength(saying('x'), 0x7fffffff), /holds no recipe/],
    ['a text of a megabyte', saying('x'.repeat(1_000_000)), /holds no recipe/],
  ])('refuses %s in a sentence', (_, bytes, sentence) => {
    expect(() => recipeOf(bytes)).toThrow(sentence);
  });
});

/** The same bytes, with another length written into the chunk behind the header. */
function withLength(png: Uint8Array, length: number): Uint8Array {
  const copy = png.slice();
  new DataView(copy.buffer).setUint32(33, length);
  return copy;
}
