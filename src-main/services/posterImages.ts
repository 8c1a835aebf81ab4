import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as fontkit from 'fontkit';
import { DomainError } from '../core/base/errors.ts';
import { type FaceName, faceNames } from '../core/posterArt/faces.ts';
import type { TextSetter } from '../core/posterArt/lettering.ts';
import { type OutlineFont, type OutlineFonts, outlineSetter } from '../core/posterArt/outlines.ts';
import type { PosterFilm } from '../core/posterArt/plan.ts';
import { posterArt } from '../core/posterArt/posterArt.ts';

export interface PosterFile {
  readonly fileName: string;
  readonly mediaType: 'image/svg+xml' | 'image/png';
  readonly bytes: Uint8Array;
}

export interface PosterImages {
  /** The drawn poster with its lettering as outlines. `width` in pixels; an SVG only takes it as its natural size. */
  render(film: PosterFilm, format: 'svg' | 'png', width: number): Promise<PosterFile>;
}

const subsets = ['latin', 'latin-ext'] as const;

/** @param resourcesDir the app's resources; the faces are in its `fonts` folder. */
export function createPosterImages(resourcesDir: string): PosterImages {
  return {
    async render(film, format, width) {
      const drawing = posterArt(film, { setter: posterSetter(resourcesDir) }).replace(
        '<svg ',
        `<svg width="${width}" height="${Math.round(width * 1.5)}" `,
      );
      const fileName = `${fileStem(film.rawTitle)}.${format}`;
      if (format === 'svg') return { fileName, mediaType: 'image/svg+xml', bytes: new TextEncoder().encode(drawing) };
      // Loaded when it is first asked for: sharp costs time at the start, and warns inside Electron's main process on Linux.
      const { rasterizeDrawing } = await import('../core/diffusion/imageCodec.ts');
      return { fileName, mediaType: 'image/png', bytes: await rasterizeDrawing(drawing, width) };
    },
  };
}

const setters = new Map<string, TextSetter>();

/** Sets lettering in the app's poster faces; they are read once. @param resourcesDir the app's resources */
export function posterSetter(resourcesDir: string): TextSetter {
  const known = setters.get(resourcesDir);
  if (known !== undefined) return known;
  const setter = outlineSetter(openOutlineFonts(join(resourcesDir, 'fonts')));
  setters.set(resourcesDir, setter);
  return setter;
}

/** The five faces from `<face>-<subset>.ttf`. */
export function openOutlineFonts(folder: string): OutlineFonts {
  const open = (face: FaceName): OutlineFont[] => {
    const files = subsets.map((subset) => join(folder, `${face}-${subset}.ttf`)).filter((file) => existsSync(file));
    if (files.length === 0) {
      throw new DomainError(
        'not-found',
        `The poster cannot be saved because the font "${face}" is missing from the app; install the app again.`,
      );
    }
    return files.map((file) => fontkit.create(readFileSync(file)) as OutlineFont);
  };
  return Object.fromEntries(faceNames.map((face) => [face, open(face)])) as unknown as OutlineFonts;
}

/** "Le Samouraï (1967)" -> "le-samourai-1967": a name that every file system takes. */
export function fileStem(title: string): string {
  const plain = title
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-+|-+$/g, '')
    .slice(0, 80);
  return plain === '' ? 'poster' : plain;
}
