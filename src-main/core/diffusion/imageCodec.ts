import sharp from 'sharp';
import { DomainError } from '../base/errors.ts';

/** The one door to sharp. Only what is needed may be decoded: every other loader of libvips is shut. */
sharp.block({ operation: ['VipsForeignLoad'] });
sharp.unblock({
  operation: [
    'VipsForeignLoadPngBuffer',
    'VipsForeignLoadJpegBuffer',
    'VipsForeignLoadWebpBuffer',
    // For our own drawings alone: `decodeImage` never lets it see a file of someone else.
    'VipsForeignLoadSvgBuffer',
  ],
});
sharp.concurrency(1);
sharp.cache(false);

/** 50 megapixels, before anything is decoded. */
const MAX_PIXELS = 50_000_000;
const MAX_BYTES = 64 * 1024 * 1024;
const TIMEOUT_SECONDS = 20;

export interface DecodedImage {
  readonly width: number;
  readonly height: number;
  /** sRGB, three bytes a pixel, rows from the top. */
  readonly pixels: Uint8Array;
}

/** A drawing of our own (SVG without text) as a picture file, `width` pixels wide. */
export async function rasterizeDrawing(svg: string, width: number, format: 'png' | 'webp' = 'png'): Promise<Uint8Array> {
  // librsvg draws at 96 dpi of the drawing's own size; the right density draws every pixel once, unscaled.
  const viewBox = /viewBox="0 0 ([\d.]+) /.exec(svg);
  const density = Math.min(2400, Math.max(1, (72 * width) / Number(viewBox?.[1] ?? 200)));
  const drawn = sharp(Buffer.from(svg), { density, limitInputPixels: MAX_PIXELS }).resize({ width }).timeout({ seconds: TIMEOUT_SECONDS });
  return await (format === 'png' ? drawn.png({ compressionLevel: 9, palette: false }) : drawn.webp({ quality: 92 })).toBuffer();
}

/**
 * Decodes a PNG, JPEG or WebP of unknown origin. @param fit larger ones are shrunk to fit into a square of this many pixels a side
 * @throws DomainError 'too-large' or 'data-invalid' (not such a picture, or damaged).
 */
export async function decodeImage(bytes: Uint8Array, fit?: number): Promise<DecodedImage> {
  if (bytes.byteLength > MAX_BYTES) {
    throw new DomainError('too-large', 'This picture is larger than 64 MiB; save it smaller and try again.', {
      sizeBytes: bytes.byteLength,
    });
  }
  if (!isRaster(bytes)) throw new DomainError('data-invalid', 'This file is no PNG, JPEG or WebP picture; choose one of these.');
  try {
    const { data, info } = await sharp(bytes, { limitInputPixels: MAX_PIXELS, failOn: 'warning' })
      .rotate()
      .resize(fit === undefined ? {} : { width: fit, height: fit, fit: 'inside', withoutEnlargement: true })
      .toColourspace('srgb')
      .flatten({ background: '#ffffff' })
      .removeAlpha()
      .timeout({ seconds: TIMEOUT_SECONDS })
      .raw()
      .toBuffer({ resolveWithObject: true });
    return { width: info.width, height: info.height, pixels: data };
  } catch (cause) {
    throw unreadable(cause);
  }
}

/**
 * Decodes a PNG, JPEG or WebP of unknown origin, squeezed to a size (bicubic), as planes: red, green, blue, each [height, width].
 * @throws DomainError 'too-large' or 'data-invalid'
 */
export async function decodePlanes(bytes: Uint8Array, width: number, height: number): Promise<Uint8Array> {
  if (bytes.byteLength > MAX_BYTES || !isRaster(bytes)) await decodeImage(bytes);
  try {
    const pixels = await sharp(bytes, { limitInputPixels: MAX_PIXELS, failOn: 'warning' })
      .rotate()
      .toColourspace('srgb')
      .flatten({ background: '#ffffff' })
      .removeAlpha()
      .resize(width, height, { fit: 'fill', kernel: 'cubic' })
      .timeout({ seconds: TIMEOUT_SECONDS })
      .raw()
      .toBuffer();
    const size = width * height;
    const planes = new Uint8Array(3 * size);
    for (let i = 0; i < size; i++) for (let c = 0; c < 3; c++) planes[c * size + i] = pixels[3 * i + c]!;
    return planes;
  } catch (cause) {
    throw unreadable(cause);
  }
}

/** Three bytes a pixel to PNG. */
export async function encodePng({ width, height, pixels }: DecodedImage): Promise<Uint8Array> {
  return sharp(pixels, { raw: { width, height, channels: 3 } })
    .png({ compressionLevel: 9 })
    .toBuffer();
}

/** A drawing of our own (SVG without text, as wide and high as the picture) over a picture, as PNG bytes. */
export async function overlayDrawing({ width, height, pixels }: DecodedImage, svg: string): Promise<Uint8Array> {
  return sharp(pixels, { raw: { width, height, channels: 3 } })
    .composite([{ input: Buffer.from(svg) }])
    .removeAlpha()
    .timeout({ seconds: TIMEOUT_SECONDS })
    .png({ compressionLevel: 9 })
    .toBuffer();
}

function unreadable(cause: unknown): DomainError {
  if (String(cause).includes('pixel limit'))
    return new DomainError('too-large', 'This picture has more than 50 million pixels; save it smaller and try again.', {}, { cause });
  return new DomainError('data-invalid', 'This picture could not be read because the file is damaged; save it again.', {}, { cause });
}

function isRaster(bytes: Uint8Array): boolean {
  const starts = (offset: number, ...wanted: number[]): boolean => wanted.every((byte, i) => bytes[offset + i] === byte);
  return (
    starts(0, 0x89, 0x50, 0x4e, 0x47) ||
    starts(0, 0xff, 0xd8, 0xff) ||
    (starts(0, 0x52, 0x49, 0x46, 0x46) && starts(8, 0x57, 0x45, 0x42, 0x50))
  );
}
