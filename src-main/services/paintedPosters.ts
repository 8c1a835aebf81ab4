import { join } from 'node:path';
import type { PaintedLayout } from '../core/posterArt/paintedPoster.ts';
import { paintedPoster } from '../core/posterArt/paintedPoster.ts';
import { outlineSetter } from '../core/posterArt/outlines.ts';
import type { PosterFilm } from '../core/posterArt/plan.ts';
import { openOutlineFonts } from './posterImages.ts';

export interface PaintedPosterRequest {
  readonly film: PosterFilm;
  readonly tagline: string | null;
  readonly layout: PaintedLayout;
  /** The painted picture, a PNG. */
  readonly picture: Uint8Array;
  readonly format: 'png' | 'svg';
  /** Of the PNG in pixels; its height is half as much again. */
  readonly width: number;
  readonly resourcesDir: string;
}

/** A painted picture with title, year and tagline set over it as outlines: the same file wherever it is opened. */
export async function composePoster({
  film,
  tagline,
  layout,
  picture,
  format,
  width,
  resourcesDir,
}: PaintedPosterRequest): Promise<Uint8Array> {
  const setter = outlineSetter(openOutlineFonts(join(resourcesDir, 'fonts')));
  const href = `data:image/png;base64,${Buffer.from(picture).toString('base64')}`;
  const drawing = paintedPoster(film, { picture: href, layout, tagline, setter }).replace(
    '<svg ',
    `<svg width="${width}" height="${Math.round(width * 1.5)}" `,
  );
  if (format === 'svg') return new TextEncoder().encode(drawing);
  const { rasterizeDrawing } = await import('../core/diffusion/imageCodec.ts');
  return await rasterizeDrawing(drawing, width);
}
