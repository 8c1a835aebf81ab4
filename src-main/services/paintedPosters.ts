import { paintedPoster, type PaintedLayoutName } from '../core/posterArt/paintedPoster.ts';
import type { PosterFilm } from '../core/posterArt/plan.ts';
import { posterSetter } from './posterImages.ts';

export interface PaintedPosterRequest {
  readonly film: PosterFilm;
  readonly tagline: string | null;
  readonly layout: PaintedLayoutName;
  /** The painted picture, a PNG. */
  readonly picture: Uint8Array;
  readonly format: 'png' | 'svg' | 'webp';
  /** In pixels; the height is half as much again. */
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
  // Loaded when it is first asked for: sharp costs time at the start.
  const { decodeImage, rasterizeDrawing } = await import('../core/diffusion/imageCodec.ts');
  const href = `data:image/png;base64,${Buffer.from(picture).toString('base64')}`;
  const painted = { href, pixels: await decodeImage(picture) };
  const drawing = paintedPoster(film, { picture: painted, layout, tagline, setter: posterSetter(resourcesDir) }).replace(
    '<svg ',
    `<svg width="${width}" height="${Math.round(width * 1.5)}" `,
  );
  return format === 'svg' ? new TextEncoder().encode(drawing) : await rasterizeDrawing(drawing, width, format);
}
