import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { parse, join } from 'node:path';
import { DomainError } from '../../core/base/errors.ts';
import { throwIfCancelled } from '../../core/base/progress.ts';
import { paint, type PaintSettings } from '../../core/diffusion/cascade.ts';
import { type Caption, captionOfFilm, type FilmDescription } from '../../core/diffusion/data/captions.ts';
import { type DecodedImage, encodePng } from '../../core/diffusion/imageCodec.ts';
import { withPngText } from '../../core/diffusion/pngText.ts';
import { formatRecipe, RECIPE_KEYWORD } from '../../core/diffusion/recipe.ts';
import { toBytes } from '../../core/diffusion/resampling.ts';
import type { SamplerName } from '../../core/diffusion/samplers/index.ts';
import { decodeStart, startPlanes } from '../../core/diffusion/startImage.ts';
import type { DeviceChoice } from '../../core/engine/tensorRuntime.ts';
import { writeFileAtomically } from '../../core/storage/files.ts';
import { startIdOf } from '../../core/storage/startPictures.ts';
import { createPaintProgress } from './paintProgress.ts';
import type { PictureContext } from './pictureMethods.ts';
import type { ComputeHandlerOptions } from '../handlerOptions.ts';
import { enlargedSize } from './painterFiles.ts';
import type { PainterShelf } from './painterShelf.ts';

export interface PaintInput {
  readonly dataDir: string;
  readonly modelsDir: string;
  /** Name of the painter. */
  readonly model: string;
  readonly prompt: string;
  readonly negativePrompt: string;
  /** A film to paint for: its genres, decade and the telling words of its plot take the place of prompt, genres and decade. */
  readonly film: FilmDescription | null;
  readonly genres: readonly string[];
  readonly decade: number | null;
  readonly seed: number;
  readonly steps: number;
  readonly guidance: number;
  /** All of the way by default. */
  readonly guidanceInterval?: readonly [from: number, to: number];
  /** A PNG, JPEG or WebP to paint from. */
  readonly start?: { readonly path: string; readonly strength: number } | null;
  readonly sampler: SamplerName;
  readonly count: number;
  readonly enlarge: boolean | 'where-possible';
  readonly recipe: boolean;
  /** PNG file; with several pictures, -1, -2 ... are added to its name. */
  readonly out: string;
  /** Place of the first picture in the series of its seed, 0 without it; given, the number is always added to the name. */
  readonly firstIndex?: number;
  readonly device: DeviceChoice;
}

export interface PaintedPicture {
  readonly path: string;
  readonly seed: number;
  readonly index: number;
  readonly width: number;
  readonly height: number;
  readonly sha256: string;
  readonly ms: number;
}

export interface PaintOutput {
  readonly model: string;
  readonly modelSha256: string;
  readonly pictures: PaintedPicture[];
}

/** Paints and writes PNG files, each whole or not at all. */
export async function paintImages(
  input: PaintInput,
  context: PictureContext,
  { nowMs, shelf }: Pick<ComputeHandlerOptions, 'nowMs'> & { readonly shelf: PainterShelf },
): Promise<PaintOutput> {
  const { model, negativePrompt, seed, steps, guidance, sampler, count, out } = input;
  context.reportProgress({ phase: 'Opening the painter', done: 0, total: null, unit: '' });
  const startImage = input.start == null ? null : await readStart(input.start.path);
  const { painter, sha256: modelSha256, giveBack } = await shelf.borrow(input);
  let isSound = true;
  try {
    const pictures: PaintedPicture[] = [];
    const caption: Caption =
      input.film === null ? { genres: input.genres, decade: input.decade, text: input.prompt } : captionOfFilm(input.film);
    const { genres, decade, text: prompt } = caption;
    const negative: Caption = { genres: [], decade: null, text: negativePrompt };
    const { width, height } = painter;
    const [from, to] = input.guidanceInterval ?? [0, 1];
    const isWhole = from === 0 && to === 1;
    const settings: Omit<PaintSettings, 'index'> = {
      caption,
      negative,
      seed,
      steps,
      guidance,
      sampler,
      ...(isWhole ? {} : { guidanceInterval: [from, to] }),
      ...(startImage === null
        ? {}
        : { start: { planes: startPlanes(startImage, width, height), width, height, strength: input.start!.strength } }),
    };
    if (input.enlarge === true && painter.enlarger === null)
      throw new DomainError('invalid-input', `The painter "${model}" has no enlarger; leave --enlarge out, or train one with --stage 128.`);
    const first = input.firstIndex ?? 0;
    const progress = createPaintProgress({ stages: painter.stages, settings, first, count, nowMs, context });
    for (let index = first; index < first + count; index++) {
      throwIfCancelled(context.signal);
      const began = nowMs();
      const planes = await paint(
        painter.stages,
        { ...settings, index },
        { signal: context.signal, onStep: (made) => progress.onStep(index, made) },
      );
      const isEnlarged = input.enlarge !== false && painter.enlarger !== null;
      const shown = isEnlarged ? await painter.enlarger!.enlarge(planes) : planes;
      const size = isEnlarged ? enlargedSize(painter) : { width: painter.width, height: painter.height };
      const plain = await encodePng({ ...size, pixels: toBytes({ ...size, data: shown }, (value) => (value + 1) * 127.5) });
      const recipe = {
        prompt,
        negativePrompt,
        genres,
        decade,
        seed,
        index,
        steps,
        guidance,
        ...(isWhole ? {} : { guidanceInterval: [from, to] as const }),
        ...(startImage === null ? {} : { start: { hash: startIdOf(startImage), strength: input.start!.strength } }),
        sampler,
        ...size,
        model,
        modelHash: modelSha256.slice(0, 12),
      };
      const png = input.recipe ? withPngText(plain, RECIPE_KEYWORD, formatRecipe(recipe)) : plain;
      const path = count === 1 && input.firstIndex === undefined ? out : numbered(out, index + 1);
      write(path, png);
      const sha256 = createHash('sha256').update(png).digest('hex');
      pictures.push({ path, seed, index, ...size, sha256, ms: Math.round(nowMs() - began) });
    }
    return { model, modelSha256, pictures };
  } catch (error) {
    isSound = error instanceof DomainError;
    throw error;
  } finally {
    await giveBack(isSound);
  }
}

async function readStart(path: string): Promise<DecodedImage> {
  try {
    return await decodeStart(readFileSync(path));
  } catch (error) {
    if (error instanceof DomainError) throw error;
    throw new DomainError('not-found', `The picture to paint from could not be read from ${path}; check the spelling.`, { path });
  }
}

function numbered(path: string, number: number): string {
  const { dir, name, ext } = parse(path);
  return join(dir, `${name}-${number}${ext}`);
}

function write(path: string, png: Uint8Array): void {
  try {
    writeFileAtomically(path, [png]);
  } catch (error) {
    const reason = error instanceof Error && 'code' in error ? String(error.code) : 'unknown reason';
    throw new DomainError('storage-failed', `The picture could not be written to ${path} (${reason}); choose another place with --out.`, {
      path,
      reason,
    });
  }
}
